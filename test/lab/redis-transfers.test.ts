import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browsers.ts';
import { bytesOf, Person } from '../support/person.ts';
import { sentBytes, tapWire, untilSent } from '../support/wire.ts';
import { openRedisLab, type RedisLab } from './redis-lab.ts';

const MIB = 1024 * 1024;
/** On a busy machine some MB a second. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

const content = randomBytes(128 * MIB);

let lab: RedisLab;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  [lab, browser] = await Promise.all([openRedisLab(90), launchBrowser()]);
  folder = await mkdtemp(join(tmpdir(), 'lanline-outage-'));
});

afterAll(async () => {
  await browser.close();
  await lab.close();
  await rm(folder, { recursive: true });
});

/** By a name that is no secure origin, where files that were accepted are downloads. */
async function visit(name: string, url = lab.url.replace('127.0.0.1', 'lan.test')): Promise<Person> {
  const context = await browser.newContext();
  await tapWire(context);
  return Person.open(context, name, url);
}

test('A file that is on its way arrives, and somebody new is linked to all, when a server and Redis die meanwhile', async () => {
  const ann = await visit('Ann');
  const link = await ann.createRoom();
  const ben = await visit('Ben', link);
  await ann.connectedTo('Ben');

  const path = join(folder, 'long.bin');
  await writeFile(path, content);
  await ann.chooseFiles(path);
  const download = ben.accept(DOWNLOAD_TIMEOUT_MS);
  await untilSent(ann.page, content.length / 8);
  await Promise.all([lab.killServer(0), lab.killRedis()]);
  expect(await sentBytes(ann.page)).toBeLessThan(content.length);
  await lab.startRedis();
  expect((await bytesOf(await download)).equals(content)).toBe(true);

  const cleo = await visit('Cleo', link);
  await cleo.connectedTo('Ann', 'Ben');
  await Promise.all([ann.connectedTo('Ben', 'Cleo'), ben.connectedTo('Ann', 'Cleo')]);
  // The browser itself reports what a server that is gone does not answer.
  const ofPages = (error: string) => !error.startsWith('Failed to load resource');
  expect([ann, ben, cleo].flatMap(({ pageErrors }) => pageErrors).filter(ofPages)).toEqual([]);
});
