import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import type { Settings } from '../../client/state/views.ts';
import { LATER_PARTS_DELAY_MS } from '../../shared/limits.ts';
import { launchBrowser, launchProfiledBrowser, type ProfiledBrowser } from '../support/browsers.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';

/** Lends a server for as long as something is done. */
export async function withLan<Answer>(use: (lan: Lan) => Promise<Answer>): Promise<Answer> {
  const lan = await openLan();
  try {
    return await use(lan);
  } finally {
    await lan.close();
  }
}

/** How long anything in a page may take until it is stuck, in ms: a transfer on a slow machine takes minutes. */
const PATIENCE_MS = 10 * 60_000;

/** For how long a page that is at rest has loaded nothing, in ms. */
const QUIET_MS = 500;

export type NewContext = () => Promise<BrowserContext>;

/** Lends a browser without a profile, for as many contexts as are wanted. */
export async function withBrowser<Answer>(use: (newContext: NewContext) => Promise<Answer>): Promise<Answer> {
  const browser = await launchBrowser();
  try {
    return await use(async () => patient(await browser.newContext()));
  } finally {
    await browser.close();
  }
}

/** Lends a browser with a profile on disk; a fresh one, so that no round profits from what an earlier one left behind. */
export async function withProfile<Answer>(use: (browser: ProfiledBrowser) => Promise<Answer>): Promise<Answer> {
  const browser = await launchProfiledBrowser();
  try {
    patient(browser.context);
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Lends two such browsers, for what a page can do only while it is the one in front, such as choosing a folder. */
export const withTwoProfiles = <Answer>(
  use: (contexts: readonly BrowserContext[]) => Promise<Answer>,
): Promise<Answer> => withProfile((one) => withProfile((other) => use([one.context, other.context])));

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/**
 * Opens a room with so many people, one of them first, all connected to the first one. Those who share a context share its
 * name.
 */
export async function openRoom(
  url: string,
  [first, ...others]: readonly BrowserContext[],
  settings: Partial<Settings> = {},
): Promise<readonly [Person, ...Person[]]> {
  if (first === undefined) throw new RangeError('nobody would be in the room');
  const host = await Person.open(first, 'Ann', url, settings);
  const link = new URL(new URL(await host.createRoom()).hash, url).href;
  const guests: Person[] = [];
  for (const context of others) {
    const guest = await Person.open(context, `Guest ${guests.length + 1}`, link, settings);
    await guest.people.getByText('Connected', { exact: true }).first().waitFor();
    guests.push(guest);
    await host.people
      .getByText('Connected', { exact: true })
      .nth(guests.length - 1)
      .waitFor();
  }
  return [host, ...guests];
}

/** Waits until pages that were just opened have loaded the parts that they load later: that is no cost of what is measured. */
export async function untilAtRest(pages: readonly Page[]): Promise<void> {
  await pause(LATER_PARTS_DELAY_MS);
  await Promise.all(pages.map((page) => page.waitForFunction(hasLoadedNothingFor, QUIET_MS)));
}

/** Runs in the page. */
function hasLoadedNothingFor(ms: number): boolean {
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return loaded.every(({ responseEnd }) => performance.now() - responseEnd > ms);
}

/**
 * Accepts what is offered; answers the seconds until it is handed to the downloads, when all is verified and saved.
 * Looking for a text meanwhile would cost a query each frame.
 */
export async function secondsToAccept(receiver: Person): Promise<number> {
  await receiver.button('Accept').waitFor();
  const startedAt = performance.now();
  await receiver.accept(PATIENCE_MS);
  return (performance.now() - startedAt) / 1_000;
}
