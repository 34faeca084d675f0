import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Tasks that kept the page from everything else for more than 50 ms, in ms. */
    longTasks: number[];
  }
}

/** Lets every page that this context opens from now on note its long tasks. */
export const watchLongTasks = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
};

/** Forgets the tasks so far, after it has made sure that one of 250 ms would be seen. */
export async function startWatching(page: Page): Promise<void> {
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 250;
      while (performance.now() < end);
    });
  });
  await page.waitForFunction(() => window.longTasks.some((ms) => ms >= 250));
  await page.evaluate(() => {
    window.longTasks = [];
  });
}

/** How long the page hung at most, in ms; 0 when no task took more than 50 ms. */
export const longestTask = (page: Page): Promise<number> => page.evaluate(() => Math.max(0, ...window.longTasks));
