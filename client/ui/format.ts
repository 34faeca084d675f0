import { msg, str } from '@lit/localize';
import { byLanguage } from '../languages/by-language.ts';
import { isolate } from '../languages/isolate.ts';
import { formatCount, formatList, formatListStart } from '../languages/numbers.ts';
import { plural } from '../languages/plural.ts';

export { formatCount, formatList };

/** Numbers and times as people read them, in the page's language. */

const MINUTE_S = 60;
const HOUR_MIN = 60;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

const unitFormats = byLanguage((language) =>
  byteUnits.map((unit) => ({
    // The short form of one byte is "byte", also for many.
    size: unitFormat(language, unit, unit === 'byte' ? 'long' : 'short'),
    speed: unitFormat(language, `${unit}-per-second`, 'short'),
  })),
);

const unitFormat = (language: string, unit: string, unitDisplay: 'short' | 'long') =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });

/** The largest unit in which the rounded number is at least 1, by decimal steps as disks are sold. */
function inUnits(bytes: number, kind: 'size' | 'speed'): string {
  const formats = unitFormats();
  let value = bytes;
  let index = 0;
  while (Math.round(value * 10) >= 10_000 && index < formats.length - 1) {
    value /= 1000;
    index += 1;
  }
  return onOneLine(formats[index]?.[kind].format(index === 0 ? Math.round(value) : value) ?? '');
}

/** A number and its unit are not torn apart. */
const onOneLine = (text: string) => text.replace(' ', '\u00a0');

/** Such as "12.3 MB". */
export const formatBytes = (bytes: number): string => inUnits(bytes, 'size');

/** Such as "5.2 MB/s". */
export const formatSpeed = (bytesPerSecond: number): string => inUnits(bytesPerSecond, 'speed');

const msFormat = (digits: number) =>
  byLanguage((language) => {
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', useGrouping: false, ...fraction });
  });
const fewMs = msFormat(1);
const manyMs = msFormat(0);

/** Such as "0.8 ms" or "24 ms". */
export function formatRoundTrip(ms: number | undefined): string {
  if (ms === undefined) return msg('not known');
  return onOneLine((ms < 10 ? fewMs() : manyMs()).format(ms));
}

/** Such as "8 s left" or "1 h 5 min left". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 1) return msg('almost done');
  if (Math.round(seconds) < MINUTE_S) return msg(str`${Math.round(seconds)} s left`);
  const minutes = Math.round(seconds / MINUTE_S);
  if (minutes < HOUR_MIN) return msg(str`${minutes} min left`);
  const hours = Math.floor(minutes / HOUR_MIN);
  const rest = minutes % HOUR_MIN;
  return rest === 0 ? msg(str`${hours} h left`) : msg(str`${hours} h ${rest} min left`);
}

/** A share as a whole percentage: 100 only when all of it is there. An empty whole is there at once. */
export function percentOf(part: number, whole: number): number {
  if (part >= whole) return 100;
  return Math.max(0, Math.floor((100 * part) / whole));
}

const percents = byLanguage((language) => new Intl.NumberFormat(language, { style: 'percent' }));

/** Such as "45%". */
export const formatPercent = (percent: number): string => percents().format(percent / 100);

/** Such as "1 file" or "12 files". */
export function formatFileCount(count: number): string {
  const number = formatCount(count);
  return plural(count, msg(str`${number} file`), msg(str`${number} files`));
}

/** Such as "512 MB of 1 GB". */
export const formatShare = (bytes: number, totalBytes: number): string =>
  msg(str`${formatBytes(bytes)} of ${formatBytes(totalBytes)}`);

/** Such as "12 files and 1 empty folder". */
export function formatEntryCount(fileCount: number, emptyFolderCount: number): string {
  if (emptyFolderCount === 0) return formatFileCount(fileCount);
  const number = formatCount(emptyFolderCount);
  const folders = plural(emptyFolderCount, msg(str`${number} empty folder`), msg(str`${number} empty folders`));
  return fileCount === 0 ? folders : formatList([formatFileCount(fileCount), folders]);
}

/** The first names of a transfer, and how many more there are. */
export function formatNames(names: readonly string[], fileCount: number): string {
  const more = fileCount - names.length;
  if (names.length === 0) return formatFileCount(fileCount);
  const shortNames = names.map((name, index) => withoutFolderOf(names[index - 1], name));
  if (more > 0) return msg(str`${formatListStart(shortNames)} and ${formatCount(more)} more`);
  return formatList(shortNames);
}

/** The folder is said once for names that follow each other. */
function withoutFolderOf(previous: string | undefined, name: string): string {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const isSame = previous?.slice(0, previous.lastIndexOf('/') + 1) === folder;
  return isolate(isSame ? name.slice(folder.length) : name);
}

// Whether a clock has 12 or 24 hours is the reader's habit, not a matter of language.
const clock = byLanguage((language) => {
  const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', ...(hourCycle && { hourCycle }) });
});
const day = byLanguage(
  (language) => new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }),
);
const dayAndYear = byLanguage(
  (language) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }),
);

/** Such as "14:05". */
export const formatTime = (at: number): string => clock().format(at);

/** Such as "Today", "Yesterday" or "Monday, March 4". */
export function formatDay(at: number, now: number): string {
  if (isSameDay(at, now)) return msg('Today');
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (isSameDay(at, yesterday.getTime())) return msg('Yesterday');
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day() : dayAndYear()).format(at);
}

export const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
