import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasMovedAway,
  nextStretch,
  type Stretch,
  stretchAround,
  stretchAtEnd,
} from '../../../client/ui/conversation/shown-stretch.ts';

test('at the end of a long conversation its newest entries are in the document', () => {
  expect(stretchAtEnd(10_000)).toEqual({ start: 9_850, end: 10_000 });
  expect(stretchAtEnd(7)).toEqual({ start: 0, end: 7 });
  expect(stretchAtEnd(0)).toEqual({ start: 0, end: 0 });
});

test('elsewhere those around what is read, and no more', () => {
  expect(stretchAround(5_000, 10_000)).toEqual({ start: 4_925, end: 5_075 });
  expect(stretchAround(3, 10_000)).toEqual({ start: 0, end: 78 });
  expect(stretchAround(9_990, 10_000)).toEqual({ start: 9_915, end: 10_000 });
});

test('the stretch moves after a while, long before the reading comes to its edge', () => {
  expect([25, 26, -25, -26].map((moved) => hasMovedAway(5_000 + moved, 5_000))).toEqual([false, true, false, true]);
});

test('a step brings a screenful around what is read, the next ones the rest', () => {
  const wanted = { start: 9_850, end: 10_000 };
  const first = nextStretch(wanted, 9_999, () => false);
  expect(first).toEqual({ start: 9_970, end: 10_000 });
  expect(nextStretch(wanted, 9_999, within(first))).toEqual({ start: 9_940, end: 10_000 });
  expect(nextStretch(stretchAround(5_000, 10_000), 5_000, () => false)).toEqual({ start: 4_985, end: 5_015 });
  expect(nextStretch({ start: 0, end: 0 }, 0, () => false)).toEqual({ start: 0, end: 0 });
});

test('what is in the document already costs nothing, and what is not wanted leaves it', () => {
  const shown = within({ start: 4_925, end: 5_075 });
  expect(nextStretch({ start: 4_880, end: 5_030 }, 4_955, shown)).toEqual({ start: 4_895, end: 5_030 });
  expect(nextStretch({ start: 4_930, end: 5_080 }, 5_005, shown)).toEqual({ start: 4_930, end: 5_080 });
});

test('steps come to every wanted stretch, and none brings more than a screenful', () => {
  const count = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(count, fc.nat(), fc.nat(), (entries, seed, other) => {
      const from = seed % entries;
      const wanted = stretchAround(from, entries);
      let shown = stretchAround(other % entries, entries);
      for (let step = 0; step < 5; step++) {
        const isShown = within(shown);
        shown = nextStretch(wanted, from, isShown);
        const brought = Array.from({ length: entries }, (_, index) => index).filter(
          (index) => within(shown)(index) && !isShown(index),
        );
        expect(brought.length).toBeLessThanOrEqual(30);
        expect(within(shown)(from)).toBe(true);
      }
      expect(shown).toEqual(wanted);
    }),
  );
});

const within =
  ({ start, end }: Stretch) =>
  (index: number): boolean =>
    index >= start && index < end;
