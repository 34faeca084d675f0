import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type {} from '../../../client/ui/app-shell.ts';
import { writeRandomFile } from '../../support/files.ts';
import type { Lan } from '../../support/lan.ts';
import { median, quantile } from '../../support/median.ts';
import type { Person } from '../../support/person.ts';
import { openRoom, withLan, withProfile } from '../pages.ts';
import type { Question, Row, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { withFolder } from '../sent-files.ts';
import { figuresOf } from '../statistics.ts';

/** How long a message and the answer to it take, with nothing else to do and while the same link is full of a file. */

const MIB = 1024 * 1024;
const sizes: Record<Scale, { readonly roundTrips: number; readonly bytes: number; readonly rounds: number }> = {
  full: { roundTrips: 100, bytes: 512 * MIB, rounds: 3 },
  quick: { roundTrips: 10, bytes: 64 * MIB, rounds: 1 },
};

export const chat: Question = {
  name: 'chat',
  asks: 'How long do a message and the answer to it take, while the same link carries nothing else, and a file?',
  measure: (scale) =>
    withFolder((folder) =>
      withLan(async (lan) => {
        const { roundTrips, bytes, rounds } = sizes[scale];
        const file = join(folder, 'random.bin');
        await writeRandomFile(file, bytes);
        const measured = await alternate(
          {
            idle: () => roundTripsOf(lan, roundTrips, () => Promise.resolve(() => Promise.resolve())),
            busy: () => roundTripsOf(lan, roundTrips, (sender, receiver) => sendMeanwhile(sender, receiver, file)),
          },
          rounds,
        );
        return {
          rows: [rowOf('nothing else', measured.idle), rowOf('beside a file', measured.busy)],
          notes: [
            `Medians of ${rounds} alternating rounds of ${roundTrips} messages, each said when the last one was answered. ` +
              'A message is signed, sent, verified and in the conversation of the other end.',
          ],
        };
      }),
    ),
};

const rowOf = (subject: string, rounds: readonly (readonly number[])[]): Row => ({
  subject,
  figures: figuresOf(rounds, [
    ['there and back, p50', 'ms', median],
    ['p95', 'ms', (times) => quantile(times, 0.95)],
  ]),
});

/** What makes sure at the end that the link was busy all the time. */
type Check = () => Promise<void>;

const roundTripsOf = (
  lan: Lan,
  count: number,
  begin: (sender: Person, receiver: Person) => Promise<Check>,
): Promise<readonly number[]> =>
  withProfile(async ({ context }) => {
    const [sender, receiver] = await openRoom(lan.url, [context, context]);
    if (receiver === undefined) throw new Error('there is nobody to talk with');
    const check = await begin(sender, receiver);
    await receiver.page.evaluate(answerPings);
    const times = await sender.page.evaluate(ping, count);
    await check();
    return times;
  });

async function sendMeanwhile(sender: Person, receiver: Person, file: string): Promise<Check> {
  await sender.chooseFiles(file);
  await receiver.button('Accept').click();
  await receiver.page.getByRole('progressbar').waitFor();
  return async () => {
    if (!(await isRunning(receiver.page))) throw new Error('the file had arrived before the last message');
  };
}

/** Its card is no longer in the document when so much was said after it. */
const isRunning = (page: Page) =>
  page.evaluate(() => {
    const transfers = Object.values(document.querySelector('ll-app')?.stores.transfers.get() ?? {});
    return transfers.some((transfer) => transfer.direction === 'incoming' && transfer.state.status === 'receiving');
  });

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
