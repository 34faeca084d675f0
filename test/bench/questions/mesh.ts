import type { Page } from 'playwright-core';
import type {} from '../../../client/ui/app-shell.ts';
import type { Lan } from '../../support/lan.ts';
import { median, quantile } from '../../support/median.ts';
import { Person } from '../../support/person.ts';
import { type NewContext, untilAtRest, withBrowser, withLan } from '../pages.ts';
import type { Question, Row, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { figuresOf } from '../statistics.ts';

/** How soon somebody who opens a link is connected, how soon people who enter at once are one mesh, and hear a message. */

const sizes: Record<Scale, { readonly people: readonly number[]; readonly rounds: number; readonly messages: number }> =
  {
    full: { people: [2, 4, 8, 16], rounds: 3, messages: 50 },
    quick: { people: [2, 4], rounds: 1, messages: 10 },
  };

/** How long a room is waited for, in ms. */
const PATIENCE_MS = 90_000;

export const mesh: Question = {
  name: 'mesh',
  asks: 'How soon is somebody connected who opens a link, how soon is a room one mesh, and how soon do all hear a message?',
  measure: (scale) =>
    withLan(async (lan) => {
      const { people, rounds, messages } = sizes[scale];
      const { link } = await alternate({ link: () => measureLink(lan) }, rounds);
      const contestants = people.map((count) => [String(count), () => measureRoom(lan, count, messages)] as const);
      const measured = await alternate<string, Room>(Object.fromEntries(contestants), rounds);
      return {
        rows: [
          { subject: 'a link, opened', figures: figuresOf(link, [['connected after', 's', (ms) => ms / 1_000]]) },
          ...people.map((count) => rowOf(count, measured[String(count)] ?? [])),
        ],
        notes: [
          `Medians of ${rounds} alternating rounds. All browsers are contexts of one Chromium on one machine, which does ` +
            `the work of all of them. ${messages} messages in each round, each said when the last one was heard. ` +
            `∞ is longer than ${PATIENCE_MS / 1_000} s.`,
        ],
      };
    }),
};

interface Room {
  /** From the moment that everybody enters until the last page shows everybody as connected. */
  readonly meshMs: number;
  /** The same for each page alone. */
  readonly connectedMs: readonly number[];
  /** From saying a message until the last of the others has drawn it. */
  readonly heardMs: readonly number[];
}

const rowOf = (count: number, rooms: readonly Room[]): Row => ({
  subject: `${count} people, ${(count * (count - 1)) / 2} link${count === 2 ? '' : 's'}`,
  figures: figuresOf(rooms, [
    ['one mesh after', 's', ({ meshMs }) => meshMs / 1_000],
    ['half of the pages after', 's', ({ connectedMs }) => median(connectedMs) / 1_000],
    ['message to all, p50', 'ms', ({ heardMs }) => median(heardMs)],
    ['message to all, p95', 'ms', ({ heardMs }) => quantile(heardMs, 0.95)],
  ]),
});

/** From opening the link, in a browser that never loaded the page, until the newcomer is connected; in ms. */
const measureLink = (lan: Lan): Promise<number> =>
  withBrowser(async (newContext) => {
    const ann = await Person.open(await newContext(), 'Ann', lan.url);
    const link = await ann.createRoom();
    const page = await (await newContext()).newPage();
    const openedAt = wallClock();
    await page.goto(link, { waitUntil: 'domcontentloaded' });
    return (await page.evaluate(untilConnected, { count: 2, patienceMs: PATIENCE_MS })) - openedAt;
  });

/** The pages are there before: one machine that loads all of them would tell of nothing else. */
const measureRoom = (lan: Lan, count: number, messages: number): Promise<Room> =>
  withBrowser(async (newContext) => {
    const ann = await Person.open(await newContext(), 'Ann', lan.url);
    const link = await ann.createRoom();
    const newcomers: Page[] = [];
    while (newcomers.length < count - 1) newcomers.push(await openStart(newContext, lan));
    await untilAtRest(newcomers);
    const enteredAt = wallClock();
    const connectedAt = await Promise.all([
      ...newcomers.map((page) => enter(page, link, count)),
      ann.page.evaluate(untilConnected, { count, patienceMs: PATIENCE_MS }),
    ]);
    const connectedMs = connectedAt.map((at) => at - enteredAt);
    const meshMs = Math.max(...connectedMs);
    const heardMs = Number.isFinite(meshMs) ? await sayMany(ann.page, newcomers, messages) : [];
    return { meshMs, connectedMs, heardMs };
  });

/** The clock that pages of this machine share, in ms with fractions. */
const wallClock = () => performance.timeOrigin + performance.now();

async function openStart(newContext: NewContext, { url }: Lan): Promise<Page> {
  const page = await (await newContext()).newPage();
  await page.goto(url);
  return page;
}

async function enter(page: Page, link: string, count: number): Promise<number> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  return page.evaluate(untilConnected, { count, patienceMs: PATIENCE_MS });
}

async function sayMany(from: Page, to: readonly Page[], messages: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < messages; at++) {
    const text = `message ${at}`;
    const heard = Promise.all(to.map((page) => page.evaluate(untilHeard, text)));
    const [heardAt, saidAt] = await Promise.all([heard, from.evaluate(say, text)]);
    times.push(Math.max(...heardAt) - saidAt);
  }
  return times;
}

// What follows runs in the pages. They see what people see, in the stores behind the page, and look when it is drawn.

/** Answers when it was, by the clock that all pages share, or infinity when it was not in time. */
async function untilConnected({ count, patienceMs }: { count: number; patienceMs: number }): Promise<number> {
  await customElements.whenDefined('ll-app');
  const { people } = document.querySelector('ll-app')?.stores ?? {};
  if (people === undefined) throw new Error('this page is not Lanline');
  const inTime = await new Promise<boolean>((resolve) => {
    setTimeout(resolve, patienceMs, false);
    const stop = people.subscribe((all) => {
      if (all.filter(({ state }) => state.status === 'connected').length < count - 1) return;
      resolve(true);
      queueMicrotask(() => stop());
    });
  });
  await new Promise(requestAnimationFrame);
  return inTime ? performance.timeOrigin + performance.now() : Number.POSITIVE_INFINITY;
}

async function untilHeard(text: string): Promise<number> {
  const { conversation } = document.querySelector('ll-app')?.stores ?? {};
  if (conversation === undefined) throw new Error('this page is not Lanline');
  await new Promise<void>((resolve) => {
    const stop = conversation.subscribe((entries) => {
      if (!entries.some((entry) => entry.type === 'message' && entry.text === text)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
  await new Promise(requestAnimationFrame);
  return performance.timeOrigin + performance.now();
}

function say(text: string): number {
  const saidAt = performance.timeOrigin + performance.now();
  const detail = { type: 'submit-text', text } as const;
  document.querySelector('ll-app')?.dispatchEvent(new CustomEvent('ll-action', { detail }));
  return saidAt;
}
