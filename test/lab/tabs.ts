import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What befalls a page while its person looks elsewhere. The browser must be one of `Lab.startPlainChromium`. */

/** Opens another tab in front of the page. */
export async function hide(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.bringToFront();
  await expect.poll(() => visibilityOf(page)).toBe('hidden');
}

export async function show(page: Page): Promise<void> {
  await page.bringToFront();
  await expect.poll(() => visibilityOf(page)).toBe('visible');
}

export const visibilityOf = (page: Page): Promise<string> => page.evaluate(() => document.visibilityState);

/** Lets everything in a hidden page stand still, as browsers do with tabs that nobody has looked at for long. */
export const freeze = (page: Page): Promise<void> => setLifecycle(page, 'frozen');

export const thaw = (page: Page): Promise<void> => setLifecycle(page, 'active');

async function setLifecycle(page: Page, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

/** Starts a clock in the page that shows whether the page stands still. Answers how to read it. */
export async function startClock(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((mark) => setInterval(() => performance.mark(mark), 100), TICK);
  return () => page.evaluate((mark) => performance.getEntriesByName(mark).length, TICK);
}

const TICK = 'lab-tick';
