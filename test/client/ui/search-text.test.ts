import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInText, foldText } from '../../../client/ui/conversation/search-text.ts';

/** The text with brackets around what is found. */
function found(text: string, query: string): string {
  let shown = '';
  let doneTo = 0;
  for (const [start, end] of findInText(text, foldText(query))) {
    shown += `${text.slice(doneTo, start)}[${text.slice(start, end)}]`;
    doneTo = end;
  }
  return shown + text.slice(doneTo);
}

describe('a search in a text', () => {
  test.each([
    ['Hello hello', 'HELLO', '[Hello] [hello]'],
    ['Crème brûlée', 'creme', '[Crème] brûlée'],
    ['creme', 'crème', '[creme]'],
    ['cre\u0300me!', 'creme', '[cre\u0300me]!'],
    ['Ångström', 'angstrom', '[Ångström]'],
    ['İstanbul', 'istanbul', '[İstanbul]'],
    ['the ﬁle', 'file', 'the [ﬁle]'],
    ['ΟΔΟΣ και οδός', 'οδοσ', '[ΟΔΟΣ] και [οδός]'],
    ['aaaa', 'aa', '[aa][aa]'],
    ['日本語のテキスト', '本語', '日[本語]のテキスト'],
    ['👍🏽 fine', 'fine', '👍🏽 [fine]'],
    ['nothing', 'x', 'nothing'],
    ['', 'x', ''],
  ])('finds in %j by %j: %j', (text, query, expected) => {
    expect(found(text, query)).toBe(expected);
  });

  test('finds nothing by nothing', () => {
    expect(findInText('text', '')).toEqual([]);
  });

  test('finds every word that stands there, in ranges that are in order and apart', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((text) => foldText(text) !== '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), word, fc.string({ unit: 'grapheme' }), (before, query, after) => {
        const text = `${before} ${query} ${after}`;
        const ranges = findInText(text, foldText(query));
        expect(ranges.length).toBeGreaterThan(0);
        let doneTo = 0;
        for (const [start, end] of ranges) {
          expect(start).toBeGreaterThanOrEqual(doneTo);
          expect(end).toBeGreaterThan(start);
          expect(foldText(text.slice(start, end))).toContain(foldText(query));
          doneTo = end;
        }
        expect(doneTo).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
