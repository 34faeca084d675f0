import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Person } from '../../support/person.ts';
import { withBrowser, withLan } from '../pages.ts';
import type { Question, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { figuresOf } from '../statistics.ts';

/** How soon a page that nobody has loaded before can be used. */

const loads: Record<Scale, number> = { full: 9, quick: 2 };

/** How many times slower the processor is made for the largest paint, as on a phone. */
const SLOWDOWN = 4;

export const firstLoad: Question = {
  name: 'first-load',
  asks: 'How soon can a page be used that was never loaded before?',
  measure: (scale) =>
    withLan(({ url }) =>
      withBrowser(async (browser) => {
        const ann = await Person.open(await browser.newContext(), 'Ann', url);
        const link = await ann.createRoom();
        const measured = await alternate(
          {
            composer: () => load(browser, (page) => untilComposer(page, link)),
            paint: () => load(browser, (page) => untilLargestPaint(page, url)),
          },
          loads[scale],
        );
        const bytes = ['fetched until then', 'kB', ({ fetchedBytes }: Load) => fetchedBytes / 1e3] as const;
        return {
          rows: [
            {
              subject: 'a link, until a message can be written',
              figures: figuresOf(measured.composer, [['time', 'ms', ({ ms }) => ms], bytes]),
            },
            {
              subject: `the start screen’s largest paint, on a processor ${SLOWDOWN} times slower`,
              figures: figuresOf(measured.paint, [['time', 'ms', ({ ms }) => ms], bytes]),
            },
          ],
          notes: [
            `Medians of ${loads[scale]} alternating loads, each in a new context, over loopback. Bytes are counted as ` +
              'they come, compressed, with the head of each response.',
          ],
        };
      }),
    ),
};

interface Load {
  readonly ms: number;
  /** What had come over the network by then. */
  readonly fetchedBytes: number;
}

async function load(browser: Browser, measure: (page: Page) => Promise<number>): Promise<Load> {
  const context = await browser.newContext();
  const sizes = countBytes(context);
  const ms = await measure(await context.newPage());
  const finished = await Promise.all(sizes);
  await context.close();
  return { ms, fetchedBytes: finished.reduce((sum, size) => sum + size, 0) };
}

/** Fills up with the size of each response. */
function countBytes(context: BrowserContext): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  context.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    );
  });
  return sizes;
}

async function untilComposer(page: Page, link: string): Promise<number> {
  await page.goto(link, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('typed');
  return page.evaluate(() => performance.now());
}

async function untilLargestPaint(page: Page, url: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
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
