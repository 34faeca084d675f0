import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { showLanguage } from '../../../client/languages/show-language.ts';
import { formatBytes, formatDay, formatSpeed } from '../../../client/ui/format.ts';

// What the library tells of its progress needs a window.
beforeAll(() => vi.stubGlobal('window', new EventTarget()));
afterAll(() => vi.unstubAllGlobals());

const createRoot = () => ({ lang: 'en', dir: 'ltr' });

test('the root of the page tells its language and its direction', async () => {
  const root = createRoot();
  await showLanguage('ar', root);
  expect(root).toEqual({ lang: 'ar', dir: 'rtl' });
  await showLanguage('en', root);
  expect(root).toEqual({ lang: 'en', dir: 'ltr' });
});

test('of two that are wanted one after the other, the later one is shown', async () => {
  const root = createRoot();
  await Promise.all([showLanguage('ja', root), showLanguage('fr', root)]);
  expect(root.lang).toBe('fr');
});

test('numbers, sizes and dates are written as in the language, with digits as in addresses', async () => {
  await showLanguage('de', createRoot());
  expect(formatBytes(1_240_000_000)).toBe('1,2\u00a0GB');
  expect(formatDay(new Date(2026, 2, 4).getTime(), new Date(2026, 2, 9).getTime())).toBe('Mittwoch, 4. März');
  await showLanguage('ja', createRoot());
  expect(formatSpeed(5_200_000)).toBe('5.2\u00a0MB/秒');
  await showLanguage('ar', createRoot());
  expect(formatBytes(12_345)).toContain('12.3');
});
