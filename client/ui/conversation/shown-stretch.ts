/** Entries in the document on either side of where somebody reads: more than any screen shows, few enough for a phone. */
const ENTRIES_BESIDE = 75;

/** How far the reading may move, in entries, before the stretch moves with it: not each step of a wheel renders. */
const ENTRIES_MOVED_MAX = 25;

/** The entries that are in the document, by their indexes. */
export interface Stretch {
  readonly start: number;
  /** The index after the last one. */
  readonly end: number;
}

/** The stretch for somebody who is at the end of so many entries. */
export const stretchAtEnd = (count: number): Stretch => ({
  start: Math.max(0, count - 2 * ENTRIES_BESIDE),
  end: count,
});

/** The stretch for somebody who reads at that index. */
export const stretchAround = (index: number, count: number): Stretch => ({
  start: Math.max(0, index - ENTRIES_BESIDE),
  end: Math.min(count, index + ENTRIES_BESIDE),
});

/** Whether somebody who reads at that index now has come too far from where the stretch was laid. */
export const hasMovedAway = (index: number, center: number): boolean => Math.abs(index - center) > ENTRIES_MOVED_MAX;
