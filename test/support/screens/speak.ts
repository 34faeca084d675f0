import type { Page } from 'playwright-core';
import type { Language } from '../../../client/languages/languages.ts';
import type {} from '../../../client/ui/action-event.ts';

/** Shows the page in a language, whatever lies over its settings. The walk itself goes on in English. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => {
    const detail = { type: 'change-settings', changes: { language: chosen } } as const;
    document.querySelector('ll-app')?.dispatchEvent(new CustomEvent('ll-action', { detail }));
  }, language);
  await page.waitForFunction((chosen) => document.documentElement.lang === chosen, language);
}
