import type { Browser, BrowserContext } from 'playwright-core';
import type { Settings } from '../../client/state/views.ts';
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

/** Lends a browser without a profile, for as many contexts as are wanted. */
export async function withBrowser<Answer>(use: (browser: Browser) => Promise<Answer>): Promise<Answer> {
  const browser = await launchBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Lends a browser with a profile on disk; a fresh one, so that no round profits from what an earlier one left behind. */
export async function withProfile<Answer>(use: (browser: ProfiledBrowser) => Promise<Answer>): Promise<Answer> {
  const browser = await launchProfiledBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Opens a room with so many people, one of them first, all connected to the first one. They may share one context, so all
 * have one name.
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
    const guest = await Person.open(context, 'Ann', link, settings);
    await guest.people.getByText('Connected', { exact: true }).first().waitFor();
    guests.push(guest);
    await host.people
      .getByText('Connected', { exact: true })
      .nth(guests.length - 1)
      .waitFor();
  }
  return [host, ...guests];
}

/** How long a transfer may take until it is taken for stuck, in ms. */
const TRANSFER_TIMEOUT_MS = 10 * 60_000;

/**
 * Accepts what is offered; answers the seconds until it is handed to the downloads, when all is verified and saved.
 * Looking for a text meanwhile would cost a query each frame.
 */
export async function secondsToAccept(receiver: Person): Promise<number> {
  await receiver.button('Accept').waitFor();
  const startedAt = performance.now();
  await receiver.accept(TRANSFER_TIMEOUT_MS);
  return (performance.now() - startedAt) / 1_000;
}
