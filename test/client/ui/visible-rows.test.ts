import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowAfterKey, visibleRows } from '../../../client/ui/cards/visible-rows.ts';

const box = { scrollTop: 4_400, height: 220, rowHeight: 44 };

describe('the rows that are drawn', () => {
  test('are those in sight and a few around them', () => {
    expect(visibleRows(box, 200_000, 100)).toEqual(Array.from({ length: 13 }, (_, at) => 96 + at));
  });

  test('end where the list ends', () => {
    expect(visibleRows({ ...box, scrollTop: 0 }, 3, 0)).toEqual([0, 1, 2]);
    expect(visibleRows(box, 0, 0)).toEqual([]);
  });

  test('hold the one with the focus, however far away, so that the focus is not lost', () => {
    expect(visibleRows(box, 200_000, 7)[0]).toBe(7);
    expect(visibleRows(box, 200_000, 199_999).at(-1)).toBe(199_999);
  });

  test('are few, in order and different, wherever the list is scrolled to', () => {
    const anywhere = fc.tuple(fc.nat(9_000_000), fc.nat(200_000), fc.nat(200_000));
    fc.assert(
      fc.property(anywhere, ([scrollTop, count, focused]) => {
        const rows = visibleRows({ ...box, scrollTop }, count, focused);
        expect(rows.length).toBeLessThan(20);
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        for (const row of rows) expect(row).toBeLessThan(count);
      }),
    );
  });
});

describe('the row that a key leads to', () => {
  test.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 10],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 5, 99],
    ['ArrowDown', 99, 99],
  ])('%s from %d is %d', (key, from, to) => {
    expect(rowAfterKey(key, from, 100, 5)).toBe(to);
  });

  test('is none for keys that mean something else', () => {
    expect(rowAfterKey(' ', 5, 100, 5)).toBeUndefined();
    expect(rowAfterKey('Tab', 5, 100, 5)).toBeUndefined();
  });
});
