import type { BrowserContext } from 'playwright-core';
import { launchProfiledBrowser } from './browsers.ts';
import type { Lan } from './lan.ts';
import { Person } from './person.ts';
import { tapWire } from './wire.ts';

/** Two people in a room, each at a browser of their own with a profile on disk. */
export interface Pair {
  readonly ann: Person;
  readonly ben: Person;
  /** Where the profiles of their browsers are. */
  readonly profiles: { readonly ann: string; readonly ben: string };
  close(): Promise<void>;
}

export interface PairOptions {
  /** The plain-http page unless told otherwise. */
  readonly url?: string;
  /** Prepares a context before its page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/** Opens the start page for both of them, their wires tapped, and links them. */
export async function openPair(lan: Lan, { url = lan.url, prepare }: PairOptions = {}): Promise<Pair> {
  const [one, two] = await Promise.all([launchProfiledBrowser(), launchProfiledBrowser()]);
  for (const { context } of [one, two]) {
    await tapWire(context);
    await prepare?.(context);
  }
  const ann = await Person.open(one.context, 'Ann', url);
  const ben = await Person.open(two.context, 'Ben', await ann.createRoom());
  await Promise.all([ann.connectedTo('Ben'), ben.connectedTo('Ann')]);
  return {
    ann,
    ben,
    profiles: { ann: one.profile, ben: two.profile },
    close: async () => {
      await Promise.all([one.close(), two.close()]);
    },
  };
}
