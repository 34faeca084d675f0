import { expect, test } from 'vitest';
import { hasMovedAway, stretchAround, stretchAtEnd } from '../../../client/ui/conversation/shown-stretch.ts';

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
