import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { isolate } from '../../../client/languages/isolate.ts';
import { setPageLanguage } from '../../../client/languages/localization.ts';

beforeAll(() => vi.stubGlobal('window', new EventTarget()));
beforeEach(() => setPageLanguage('en'));
afterAll(() => vi.unstubAllGlobals());

test('what is read in the direction of the page stands in its texts as it is', () => {
  for (const text of ['Ann', '42-amber-otter', 'report (1).pdf', 'Zoë', '山田']) expect(isolate(text)).toBe(text);
});

test.each(['سارة', 'דנה'])('the name %s, of the other direction, is set apart', (name) => {
  expect(isolate(name)).toBe(`\u2068${name}\u2069`);
});

test('where the page is read from right to left, codes and addresses are set apart', async () => {
  await setPageLanguage('ar');
  expect(isolate('42-amber-otter')).toBe('\u206842-amber-otter\u2069');
});
