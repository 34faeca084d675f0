/** Numbers and times as people read them. The words of the page are English, so its numbers are too. */

const LANGUAGE = 'en';
const MINUTE_S = 60;
const HOUR_MIN = 60;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

const unitFormats = byteUnits.map((unit) => ({
  // The short form of one byte is "byte", also for many.
  size: unitFormat(unit, unit === 'byte' ? 'long' : 'short'),
  speed: unitFormat(`${unit}-per-second`, 'short'),
}));

function unitFormat(unit: string, unitDisplay: 'short' | 'long'): Intl.NumberFormat {
  return new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
}

/** The largest unit in which the rounded number is at least 1, by decimal steps as disks are sold. */
function inUnits(bytes: number, kind: 'size' | 'speed'): string {
  let value = bytes;
  let index = 0;
  while (Math.round(value * 10) >= 10_000 && index < unitFormats.length - 1) {
    value /= 1000;
    index += 1;
  }
  const text = unitFormats[index]?.[kind].format(index === 0 ? Math.round(value) : value) ?? '';
  // A number and its unit stay on one line.
  return text.replace(' ', '\u00a0');
}

/** Such as "12.3 MB". */
export const formatBytes = (bytes: number): string => inUnits(bytes, 'size');

/** Such as "5.2 MB/s". */
export const formatSpeed = (bytesPerSecond: number): string => inUnits(bytesPerSecond, 'speed');

/** Such as "0.8 ms" or "24 ms". */
export function formatRoundTrip(ms: number | undefined): string {
  if (ms === undefined) return 'not known';
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)}\u00a0ms`;
}

/** Such as "8 s left" or "1 h 5 min left". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 1) return 'almost done';
  if (Math.round(seconds) < MINUTE_S) return `${Math.round(seconds)} s left`;
  const minutes = Math.round(seconds / MINUTE_S);
  if (minutes < HOUR_MIN) return `${minutes} min left`;
  const rest = minutes % HOUR_MIN;
  return `${Math.floor(minutes / HOUR_MIN)} h ${rest === 0 ? '' : `${rest} min `}left`;
}

/** A share as a whole percentage: 100 only when all of it is there. An empty whole is there at once. */
export function percentOf(part: number, whole: number): number {
  if (part >= whole) return 100;
  return Math.max(0, Math.floor((100 * part) / whole));
}

/** Such as "12,345". */
export const formatCount = (count: number): string => count.toLocaleString(LANGUAGE);

/** Such as "1 file" or "12 files". */
export const formatFileCount = (count: number): string => (count === 1 ? '1 file' : `${formatCount(count)} files`);

/** Such as "512 MB of 1 GB". */
export const formatShare = (bytes: number, totalBytes: number): string =>
  `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;

const list = new Intl.ListFormat(LANGUAGE);

/** Such as "Ann, Ben and Cleo". */
export const formatList = (words: readonly string[]): string => list.format(words);

/** Such as "12 files and 1 empty folder". */
export function formatEntryCount(fileCount: number, emptyFolderCount: number): string {
  if (emptyFolderCount === 0) return formatFileCount(fileCount);
  const folders =
    emptyFolderCount === 1 ? '1 empty folder' : `${emptyFolderCount.toLocaleString(LANGUAGE)} empty folders`;
  return fileCount === 0 ? folders : `${formatFileCount(fileCount)} and ${folders}`;
}

/** The first names of a transfer, and how many more there are. */
export function formatNames(names: readonly string[], fileCount: number): string {
  const more = fileCount - names.length;
  if (names.length === 0) return formatFileCount(fileCount);
  const shortNames = names.map((name, index) => withoutFolderOf(names[index - 1], name));
  if (more > 0) return `${shortNames.join(', ')} and ${formatCount(more)} more`;
  return formatList(shortNames);
}

/** The folder is said once for names that follow each other. */
function withoutFolderOf(previous: string | undefined, name: string): string {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  return previous?.slice(0, previous.lastIndexOf('/') + 1) === folder ? name.slice(folder.length) : name;
}

// How a clock reads is the reader's habit, not a matter of language.
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' });

/** Such as "14:05". */
export const formatTime = (at: number): string => clock.format(at);

/** Such as "Today", "Yesterday" or "Monday, March 4". */
export function formatDay(at: number, now: number): string {
  if (isSameDay(at, now)) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (isSameDay(at, yesterday.getTime())) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayAndYear).format(at);
}

export const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
