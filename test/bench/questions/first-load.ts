import type { Page, Request } from 'playwright-core';
import { Person } from '../../support/person.ts';
import { type NewContext, withBrowser, withLan } from '../pages.ts';
import type { Question, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { figuresOf } from '../statistics.ts';

/** How soon a page that nobody has loaded before can be used. */

const loads: Record<Scale, number> = { full: 9, quick: 1 };

/** How many times slower the processor is made for the largest paint, as on a phone. */
const SLOWDOWN = 4;

export const firstLoad: Question = {
  name: 'first-load',
  asks: 'How soon can a page be used that was never loaded before?',
  measure: (scale) =>
    withLan(({ url }) =>
      withBrowser(async (newContext) => {
        const ann = await Person.open(await newContext(), 'Ann', url);
        const link = await ann.createRoom();
        const measured = await alternate(
          {
            composer: () => load(newContext, (page) => untilComposer(page, link)),
            paint: () => load(newContext, (page) => untilLargestPaint(page, url)),
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

async function load(newContext: NewContext, measure: (page: Page) => Promise<number>): Promise<Load> {
  const context = await newContext();
  const finished: Request[] = [];
  context.on('requestfinished', (request) => finished.push(request));
  const ms = await measure(await context.newPage());
  const sizes = await Promise.all(finished.map((request) => request.sizes()));
  await context.close();
  const bytesOf = (size: (typeof sizes)[number]) => size.responseBodySize + size.responseHeadersSize;
  return { ms, fetchedBytes: sizes.reduce((sum, size) => sum + bytesOf(size), 0) };
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
