/** Entries in the document on either side of where somebody reads: more than any screen shows, few enough for a phone. */
const ENTRIES_BESIDE = 75;

/** How far the reading may move, in entries, before the stretch moves with it: not each step of a wheel renders. */
const ENTRIES_MOVED_MAX = 25;

/** Entries that come into the document in one step: a screenful, which a slow computer draws in some tens of ms. */
const ENTRIES_A_STEP = 30;

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

/**
 * What of the wanted stretch is in the document after the next step: from index `from` in it outwards, until so many
 * entries have come in as one step may bring. `isShown` tells which are there already: they cost nothing.
 */
export function nextStretch(wanted: Stretch, from: number, isShown: (index: number) => boolean): Stretch {
  let { start, end } = { start: from, end: from };
  let left = ENTRIES_A_STEP;
  const takes = (index: number) => {
    if (index < wanted.start || index >= wanted.end) return false;
    return isShown(index) || left-- > 0;
  };
  for (;;) {
    const [goesDown, goesUp] = [takes(end), takes(start - 1)];
    if (goesDown) end += 1;
    if (goesUp) start -= 1;
    if (!goesDown && !goesUp) return { start, end };
  }
}
