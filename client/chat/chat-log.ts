import type { Clock } from '../../shared/peer-protocol.ts';
import { compareClocks } from './hybrid-clock.ts';

/** An entry of the conversation. Its key names it for everybody alike, its clock says where it stands. */
export interface LogEntry {
  readonly key: string;
  readonly clock: Clock;
}

/** The key of a message: its author and that author's running number. */
export const messageKey = (author: string, sequence: number): string => `${author}:${sequence}`;

/** By clock; entries of the same reading by key, so that everybody agrees. */
export function compareEntries(a: LogEntry, b: LogEntry): number {
  return compareClocks(a.clock, b.clock) || compareText(a.key, b.key);
}

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/**
 * The log with an entry in its place. The same set of entries gives the same log, whatever order they come in and
 * however often. At most `capacity` entries are kept, the newest.
 */
export function insertEntry<Entry extends LogEntry>(
  log: readonly Entry[],
  entry: Entry,
  capacity: number,
): readonly Entry[] {
  if (log.some(({ key }) => key === entry.key)) return log;
  const at = log.findLastIndex((earlier) => compareEntries(earlier, entry) < 0) + 1;
  return log.toSpliced(at, 0, entry).slice(-capacity);
}
