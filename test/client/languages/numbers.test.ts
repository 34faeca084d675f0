import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Language } from '../../../client/languages/languages.ts';
import { setPageLanguage } from '../../../client/languages/localization.ts';
import { formatCount, formatList, formatListStart } from '../../../client/languages/numbers.ts';
import { plural } from '../../../client/languages/plural.ts';

beforeAll(() => vi.stubGlobal('window', new EventTarget()));
beforeEach(() => setPageLanguage('en'));
afterAll(() => vi.unstubAllGlobals());

test.each([
  [['Ann'], 'Ann'],
  [['Ann', 'Ben'], 'Ann and Ben'],
  [['Ann', 'Ben', 'Cleo'], 'Ann, Ben, and Cleo'],
])('%j are listed as %s', (names, list) => {
  expect(formatList(names)).toBe(list);
});

test.each<readonly [language: Language, list: string, start: string, count: string]>([
  ['en', 'a, b, and c', 'a, b', '12,345'],
  ['de', 'a, b und c', 'a, b', '12.345'],
  ['ja', 'a、b、c', 'a、b', '12,345'],
  ['ar', 'a وb وc', 'a وb', '12,345'],
])('in %s, lists and counts are written in its way', async (language, list, start, count) => {
  await setPageLanguage(language);
  expect(formatList(['a', 'b', 'c'])).toBe(list);
  expect(formatListStart(['a', 'b'])).toBe(start);
  expect(formatCount(12_345)).toBe(count);
});

test.each([
  ['en', 0, 'other'],
  ['en', 1, 'one'],
  ['en', 2, 'other'],
  ['fr', 0, 'one'],
  ['pt', 1, 'one'],
  ['ja', 1, 'other'],
  ['ar', 3, 'other'],
] as const)('in %s, %d is followed by the form “%s”', (language, count, form) => {
  expect(plural(count, 'one', 'other', language)).toBe(form);
});
