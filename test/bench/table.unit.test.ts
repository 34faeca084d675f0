import { describe, expect, test } from 'vitest';
import { formatted, markdownTable } from './table.ts';

describe('a table', () => {
  test('has a column for each figure that any row has', () => {
    const rows = [
      { subject: 'one', figures: [{ name: 'time', unit: 's', values: [3, 1, 2] }] },
      {
        subject: 'other',
        figures: [
          { name: 'time', unit: 's', values: [4] },
          { name: 'of one', unit: '', values: [2] },
        ],
      },
    ];
    expect(markdownTable(rows)).toBe(
      ['| | time, s | of one |', '|---|---:|---:|', '| one | 2.00 (1.00 to 3.00) | |', '| other | 4.00 | 2.00 |'].join(
        '\n',
      ),
    );
  });
});

describe('a number', () => {
  test.for([
    [1234.5, '1235'],
    [99.96, '100.0'],
    [34.12, '34.1'],
    [0.956, '0.96'],
    [-120, '-120'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, '–'],
  ] as const)('%d is written %s', ([value, text]) => {
    expect(formatted(value)).toBe(text);
  });
});
