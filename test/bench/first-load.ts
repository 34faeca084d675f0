import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browsers.ts';
import { openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';

/** How soon a page that nobody has loaded before can be used. */

export interface FirstLoad {
  /** From opening a link until a message can be written, in ms, of each load. */
  readonly composerMs: readonly number[];
  /** Until what is largest on the start screen is painted, on a processor that is four times slower, in ms. */
  readonly largestPaintMs: readonly number[];
}

export async function measureFirstLoad(loads: number): Promise<FirstLoad> {
  const lan = await openLan();
  const browser = await launchBrowser();
  const ann = await Person.open(await browser.newContext(), 'Ann', lan.url);
  const link = await ann.createRoom();
  const [composerMs, largestPaintMs]: [number[], number[]] = [[], []];
  for (let load = 0; load < loads; load++) {
    composerMs.push(await inNewContext(browser, (page) => untilComposer(page, link)));
    largestPaintMs.push(await inNewContext(browser, (page) => untilLargestPaint(page, lan.url)));
  }
  await browser.close();
  await lan.close();
  return { composerMs, largestPaintMs };
}

async function inNewContext(browser: Browser, measure: (page: Page) => Promise<number>): Promise<number> {
  const context = await browser.newContext();
  const ms = await measure(await context.newPage());
  await context.close();
  return ms;
}

async function untilComposer(page: Page, link: string): Promise<number> {
  await page.goto(link, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('typed');
  return page.evaluate(() => performance.now());
}

async function untilLargestPaint(page: Page, url: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Room code', exact: true }).waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
}
