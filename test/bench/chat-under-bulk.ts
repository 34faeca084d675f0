import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type {} from '../../client/ui/app-shell.ts';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { writeRandomFile } from '../support/files.ts';
import { openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';

/** How long a message and the answer to it take while the same link is full of a file. */

const ROUND_TRIPS = 100;
const FILE_BYTES = 512 * 1024 * 1024;

export interface ChatUnderBulk {
  readonly roundTripsMs: readonly number[];
}

export async function measureChatUnderBulk(): Promise<ChatUnderBulk> {
  const folder = await mkdtemp(join(tmpdir(), 'lanline-bench-'));
  const file = join(folder, 'random.bin');
  await writeRandomFile(file, FILE_BYTES);
  const lan = await openLan();
  const browser = await launchProfiledBrowser();
  const sender = await Person.open(browser.context, 'Ann', lan.url);
  const receiver = await Person.open(browser.context, 'Ann', await sender.createRoom());
  await receiver.people.getByText('Connected', { exact: true }).waitFor();
  await sender.chooseFiles(file);
  await receiver.button('Accept').click();
  await receiver.page.getByRole('progressbar').waitFor();
  await receiver.page.evaluate(answerPings);
  const roundTripsMs = await sender.page.evaluate(ping, ROUND_TRIPS);
  if (!(await isRunning(receiver.page))) throw new Error('the file had arrived before the last message');
  await browser.close();
  await lan.close();
  await rm(folder, { recursive: true });
  return { roundTripsMs };
}

const isRunning = async (page: Page) => (await page.getByRole('progressbar').count()) > 0;

// What follows runs in the pages: they talk as people do, and see what people would, in the stores behind the page.

function answerPings(): void {
  const app = document.querySelector('ll-app');
  if (app === null) throw new Error('this page is not Lanline');
  app.stores.conversation.listen((entries) => {
    const newest = entries.at(-1);
    if (newest?.type !== 'message' || newest.own || !newest.text.startsWith('ping')) return;
    const detail = { type: 'submit-text', text: newest.text.replace('ping', 'pong') } as const;
    app.dispatchEvent(new CustomEvent('ll-action', { detail }));
  });
}

async function ping(count: number): Promise<number[]> {
  const app = document.querySelector('ll-app');
  if (app === null) throw new Error('this page is not Lanline');
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const answered = new Promise<void>((resolve) => {
      const stop = app.stores.conversation.listen((entries) => {
        if (!entries.some((entry) => entry.type === 'message' && entry.text === `pong ${round}`)) return;
        stop();
        resolve();
      });
    });
    const startedAt = performance.now();
    app.dispatchEvent(new CustomEvent('ll-action', { detail: { type: 'submit-text', text: `ping ${round}` } }));
    await answered;
    times.push(performance.now() - startedAt);
  }
  return times;
}
