import type { Clock } from '../../shared/peer-protocol.ts';
import { compareClocks } from './hybrid-clock.ts';

/** An entry of the conversation. Its id names it for everybody alike, its clock says where it stands. */
export interface LogEntry {
  readonly id: string;
  readonly clock: Clock;
}

/** By clock; entries of the same reading by id, so that everybody agrees. */
export function compareEntries(a: LogEntry, b: LogEntry): number {
  return compareClocks(a.clock, b.clock) || compareText(a.id, b.id);
}

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/**
 * Entries in order, each id once. The same set of entries gives the same log, whatever order they come in and however
 * often. At most `capacity` entries are kept, the newest.
 */
export class ChatLog<Entry extends LogEntry> {
  readonly #capacity: number;
  readonly #byId = new Map<string, Entry>();
  readonly #entries: Entry[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** In order, as they are now: the next insertion changes them. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  /** Puts an entry in its place. False when its id is there already, or when the log is full of newer ones. */
  insert(entry: Entry): boolean {
    if (this.#byId.has(entry.id)) return false;
    this.#byId.set(entry.id, entry);
    this.#entries.splice(this.#placeOf(entry), 0, entry);
    if (this.#entries.length > this.#capacity) this.#dropOldest();
    return this.#byId.has(entry.id);
  }

  /** Puts an entry in place of the one with its id and clock, if that is there. */
  replace(entry: Entry): void {
    if (!this.#byId.has(entry.id)) return;
    this.#byId.set(entry.id, entry);
    this.#entries[this.#placeOf(entry)] = entry;
  }

  /** The index of the first entry that is not before this one. What is newest, as most are, is told at once. */
  #placeOf(entry: LogEntry): number {
    const last = this.#entries.at(-1);
    if (last === undefined || compareEntries(last, entry) < 0) return this.#entries.length;
    let [low, high] = [0, this.#entries.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = this.#entries[middle];
      if (candidate !== undefined && compareEntries(candidate, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #dropOldest(): void {
    const oldest = this.#entries.shift();
    if (oldest !== undefined) this.#byId.delete(oldest.id);
  }
}
