import { describe, expect, test } from 'vitest';
import { figuresOf, ratios, summarize } from './statistics.ts';

describe('a summary', () => {
  test('is the median, and from where to where the values go', () => {
    expect(summarize([5, 1, 9])).toEqual({ median: 5, min: 1, max: 9 });
  });

  test('of one value is that value', () => {
    expect(summarize([7])).toEqual({ median: 7, min: 7, max: 7 });
  });
});

describe('ratios', () => {
  test('compare each round with the reference of the same round', () => {
    expect(ratios([10, 30], [20, 40])).toEqual([0.5, 0.75]);
  });

  test('do not compare rounds with those of another number', () => {
    expect(() => ratios([10, 30], [20])).toThrow(RangeError);
    expect(() => ratios([10], [20, 40])).toThrow(RangeError);
  });
});

test('figures have a value of each round', () => {
  const rounds = [{ ms: 100 }, { ms: 250 }];
  expect(figuresOf(rounds, [['time', 's', ({ ms }) => ms / 1_000]])).toEqual([
    { name: 'time', unit: 's', values: [0.1, 0.25] },
  ]);
});
