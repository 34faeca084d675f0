import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { launchBrowser } from './browsers.ts';
import { type Lan, openLan } from './lan.ts';
import { Person } from './person.ts';
import { tapWire } from './wire.ts';

interface FileFixtures {
  readonly lan: Lan;
  readonly browser: Browser;
}

interface TestFixtures {
  /** Opens a page for somebody, in a context of their own and with its wire tapped; `url` is the start page unless told otherwise. */
  readonly visit: (name: string, url?: string) => Promise<Person>;
  /** Opens a room with these people in it, all linked to each other. */
  readonly meet: <Names extends readonly string[]>(...names: Names) => Promise<{ [At in keyof Names]: Person }>;
  /** A new folder on disk, for files to send. */
  readonly folder: string;
}

/** A test with a server and a browser for the file, and people for the test. No page may report an error. */
export const test = base
  .extend<FileFixtures>({
    lan: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of fixtures from this pattern
      async ({}, use) => {
        const lan = await openLan();
        await use(lan);
        await lan.close();
      },
      { scope: 'file' },
    ],
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: as above
      async ({}, use) => {
        const browser = await launchBrowser();
        await use(browser);
        await browser.close();
      },
      { scope: 'file' },
    ],
  })
  .extend<TestFixtures>({
    // biome-ignore lint/correctness/noEmptyPattern: as above
    folder: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'lanline-sent-'));
      await use(folder);
      await rm(folder, { recursive: true });
    },
    visit: async ({ lan, browser }, use) => {
      const people: Person[] = [];
      await use(async (name, url = lan.url) => {
        const context = await browser.newContext();
        await tapWire(context);
        const person = await Person.open(context, name, url);
        people.push(person);
        return person;
      });
      for (const { page } of people) await page.context().close();
      expect(people.flatMap(({ name, pageErrors }) => pageErrors.map((error) => `${name}: ${error}`))).toEqual([]);
    },
    meet: async ({ visit }, use) => {
      await use(async (...names) => {
        const people: Person[] = [];
        let link: string | undefined;
        for (const name of names) {
          const person = await visit(name, link);
          link ??= await person.createRoom();
          await person.inRoom();
          people.push(person);
        }
        for (const person of people) await person.connectedTo(...names.filter((name) => name !== person.name));
        return people as { [At in keyof typeof names]: Person };
      });
    },
  });
