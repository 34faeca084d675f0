import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDay,
  formatEntryCount,
  formatFileCount,
  formatNames,
  formatRoundTrip,
  formatSpeed,
  formatTimeLeft,
  percentOf,
} from '../../../client/ui/format.ts';

/** Between a number and its unit. */
const NO_BREAK = '\u00a0';

const at = (text: string) => new Date(text).getTime();

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [12_345, '12.3 kB'],
    [40_000_000, '40 MB'],
    [1_240_000_000, '1.2 GB'],
    [2 ** 50, '1.1 PB'],
  ])('%d bytes read as %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected.replace(' ', NO_BREAK));
  });

  test('a size just under a unit is rounded into it, not shown as a thousand of the smaller one', () => {
    expect(formatBytes(999_960)).toBe('1\u00a0MB');
  });

  test('no size up to the largest transfer shows more than three digits before the point', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => /^\d{1,3}(\.\d)?\u00a0\S+$/.test(formatBytes(bytes % 2 ** 50))));
  });

  test('speeds are sizes a second', () => {
    expect(formatSpeed(5_200_000)).toBe('5.2\u00a0MB/s');
    expect(formatSpeed(0)).toBe('0\u00a0byte/s');
  });
});

describe('time left', () => {
  test.each([
    [0.4, 'almost done'],
    [8.2, '8 s left'],
    [59.7, '1 min left'],
    [179, '3 min left'],
    [3_599, '1 h left'],
    [3_720, '1 h 2 min left'],
  ])('%d seconds read as %s', (seconds, expected) => {
    expect(formatTimeLeft(seconds)).toBe(expected);
  });
});

describe('percentages', () => {
  test('100 is shown only when all of it is there', () => {
    expect(percentOf(999, 1000)).toBe(99);
    expect(percentOf(1000, 1000)).toBe(100);
  });

  test('an empty transfer is complete', () => {
    expect(percentOf(0, 0)).toBe(100);
  });
});

describe('names', () => {
  test('counts know one from many', () => {
    expect(formatFileCount(1)).toBe('1 file');
    expect(formatFileCount(1_024)).toBe('1,024 files');
    expect(formatEntryCount(2, 0)).toBe('2 files');
    expect(formatEntryCount(0, 1)).toBe('1 empty folder');
    expect(formatEntryCount(1, 2_000)).toBe('1 file and 2,000 empty folders');
  });

  test('names that are not listed are counted', () => {
    expect(formatNames(['a.txt'], 1)).toBe('a.txt');
    expect(formatNames(['a.txt', 'b.txt'], 2)).toBe('a.txt and b.txt');
    expect(formatNames(['a.txt', 'b.txt'], 5)).toBe('a.txt, b.txt and 3 more');
    expect(formatNames([], 5)).toBe('5 files');
  });

  test('a folder is said once for the names in it', () => {
    expect(formatNames(['trip/a.jpg', 'trip/b.jpg', 'c.txt'], 4)).toBe('trip/a.jpg, b.jpg, c.txt and 1 more');
    expect(formatNames(['trip/a.jpg', 'home/b.jpg'], 2)).toBe('trip/a.jpg and home/b.jpg');
  });
});

test.each([
  [undefined, 'not known'],
  [0.84, '0.8\u00a0ms'],
  [24.4, '24\u00a0ms'],
])('a round trip of %s ms reads as %s', (ms, expected) => {
  expect(formatRoundTrip(ms)).toBe(expected);
});

describe('days', () => {
  const now = at('2024-03-05T00:10:00');

  test.each([
    ['2024-03-05T00:00:00', 'Today'],
    ['2024-03-04T23:59:00', 'Yesterday'],
    ['2024-03-02T12:00:00', 'Saturday, March 2'],
    ['2023-12-31T12:00:00', 'December 31, 2023'],
  ])('%s reads as %s', (text, expected) => {
    expect(formatDay(at(text), now)).toBe(expected);
  });
});
