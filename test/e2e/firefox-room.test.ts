import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchFirefox } from '../support/firefox.ts';
import { FirefoxPerson } from '../support/firefox-person.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { networkAddress } from '../support/network-address.ts';
import { bytesOf, Person } from '../support/person.ts';

/** The page is opened at this computer's address on its network, by which Firefox finds others, too. */
let lan: Lan;
let url: string;
let firefox: Browser;
let downloads: string;

beforeAll(async () => {
  downloads = await mkdtemp(join(tmpdir(), 'lanline-downloads-'));
  lan = await openLan({ host: '0.0.0.0' });
  url = `http://${networkAddress()}:${new URL(lan.url).port}/`;
  firefox = await launchFirefox({ downloads });
});

afterAll(async () => {
  await firefox?.close();
  await lan?.close();
  await rm(downloads, { recursive: true });
});

/** Somebody at the Firefox, who shares nothing with others there. */
async function visitByFirefox(name: string, at = url): Promise<FirefoxPerson> {
  const context = await firefox.createBrowserContext();
  onTestFinished(() => context.close());
  return FirefoxPerson.open(await context.newPage(), name, at);
}

type Anybody = Person | FirefoxPerson;

/** Accepts the offer that waits; answers what is saved under its name. */
async function saved(person: Anybody, name: string): Promise<Buffer> {
  if (person instanceof Person) return bytesOf(await person.accept());
  await person.press('Accept');
  await person.hears('Verified and saved');
  const read = () => readFile(join(downloads, name)).catch(() => Buffer.alloc(0));
  await expect.poll(async () => (await read()).length).toBeGreaterThan(0);
  return read();
}

async function expectTalk(ann: Anybody, ben: Anybody, number: number): Promise<void> {
  await ann.say(`Ann says ${number}`);
  await ben.hears(`Ann says ${number}`);
  await ben.say(`Ben says ${number}`);
  await ann.hears(`Ben says ${number}`);
}

async function expectFile(from: Anybody, to: Anybody, path: string, name: string): Promise<void> {
  const content = randomBytes(3_300_000);
  await writeFile(join(path, name), content);
  await from.chooseFiles(join(path, name));
  await to.hears(name);
  expect((await saved(to, name)).equals(content)).toBe(true);
  await from.hears('Verified and saved');
}

test.for(['Chromium', 'Firefox'])('Firefox and %s share a room', async (other, { browser, folder }) => {
  const ann = other === 'Firefox' ? await visitByFirefox('Ann') : await visitByChromium();
  const ben = await visitByFirefox('Ben', await ann.createRoom());
  await expectTalk(ann, ben, 1);
  await expectFile(ann, ben, folder, `to Ben, ${other}.bin`);
  await expectFile(ben, ann, folder, `to Ann, ${other}.bin`);
  await ben.page.reload();
  await ben.hears('Ann says 1');
  await ben.hears('Ben says 1');
  await expectTalk(ann, ben, 2);

  async function visitByChromium(): Promise<Person> {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return Person.open(context, 'Ann', url);
  }
});
