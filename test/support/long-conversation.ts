import type { Page } from 'playwright-core';

/** Messages that are said at once: a page that waits for so many signatures still draws in between. */
const PORTION = 250;

/** Says `message 1`, `message 2` and so on, as if it were typed; every seventh of them is long. */
export async function sayMany(page: Page, count: number): Promise<void> {
  for (let said = 0; said < count; said += PORTION) {
    await page.evaluate(
      async ([from, to]) => {
        const app = document.querySelector('ll-app');
        for (let number = from + 1; number <= to; number++) {
          const more = number % 7 === 0 ? ` is long, ${'with many words in it, '.repeat(12)}` : '';
          const detail = { type: 'submit-text', text: `message ${number}${more}` };
          app?.dispatchEvent(new CustomEvent('ll-action', { detail }));
        }
        await new Promise(requestAnimationFrame);
      },
      [said, Math.min(count, said + PORTION)] as const,
    );
  }
}

/** Resolves when the page has drawn what it has to draw. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
