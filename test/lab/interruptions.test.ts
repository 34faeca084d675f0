import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import type { Person } from '../support/person.ts';
import { allSay, expectSame } from './conversation.ts';
import { meet } from './meeting.ts';
import { freeze, hide, startClock, thaw } from './tabs.ts';
import { tempFolder } from './temp-folder.ts';

const MB = 1_000_000;

/** The file takes longer than the server stays away: it is under way before, meanwhile and after. */
const LINK_BYTES_PER_SECOND = 10 * MB;
const FILE_BYTES = 300 * MB;
const SERVER_GONE_MS = 20_000;
const FROZEN_MS = 60_000;
const BACK_WITHIN_MS = 10_000;

// Servers and pages stay away for as long as the tests say, which is what is tested.

test('four who talk and a file on its way lose nothing while the server is dead for 20 s', async () => {
  const { lab, server, everybody } = await meet(['Ann', 'Ben', 'Cleo', 'Dan']);
  const people = everybody.map(({ person }) => person);
  const [{ person: ann, host: annHost }, { person: ben, host: benHost }] = everybody;
  const path = join(await tempFolder(), 'random.bin');
  const digest = await writeRandomFile(path, FILE_BYTES);
  lab.network.limit(annHost, LINK_BYTES_PER_SECOND);
  await ann.chooseFiles(path);
  const sendTo = ann.page.getByRole('dialog', { name: 'Send to' });
  await sendTo.getByRole('checkbox', { name: 'Ben' }).check();
  await sendTo.getByRole('button', { name: 'Send now' }).click();
  const saved = ben.accept(120_000);
  const progress = ben.page.getByRole('progressbar', { name: 'Receiving from Ann' });
  await progress.waitFor();

  await lab.killServer();
  for (const person of people) await person.page.getByText('Server lost, trying again').waitFor();
  const receivedAtFirst = lab.network.bytesReceivedBy(benHost);
  const said: string[] = [];
  for (let waited = 0; waited < SERVER_GONE_MS; waited += 5_000) {
    said.push(...(await allSay(people, waited)));
    await sleep(5_000);
  }
  await expectSame(people, said);
  await expect(progress.isVisible()).resolves.toBe(true);
  const receivedMeanwhile = lab.network.bytesReceivedBy(benHost) - receivedAtFirst;
  expect(receivedMeanwhile).toBeGreaterThan((LINK_BYTES_PER_SECOND * SERVER_GONE_MS) / 1000 / 2);

  await lab.startServer(server);
  const startedAt = performance.now();
  for (const person of people) await person.page.getByText('Server connected').waitFor();
  for (const person of people) await person.hears('The server is back.');
  expect(performance.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
  said.push(...(await allSay(people, SERVER_GONE_MS)));
  await expectSame(people, said);
  await expectEachOnce(people);
  expect(await sha256Of(await (await saved).path())).toBe(digest);
  await expectEachOnce(people);
});

test('a page that is frozen for 60 s is back without a reload, and has missed nothing', async () => {
  const folder = await tempFolder();
  const { everybody } = await meet(['Ann', 'Ben'], (lab, host) => lab.startPlainChromium(host, folder));
  const people = everybody.map(({ person }) => person);
  const [{ person: ann }, { person: ben }] = everybody;
  const said = await allSay(people, 0);
  await expectSame(people, said);
  const ticks = await startClock(ben.page);
  await hide(ben.page);
  await freeze(ben.page);
  const frozenAt = await ticks();
  said.push(...(await allSay([ann], 1)));
  await sleep(FROZEN_MS);
  said.push(...(await allSay([ann], 2)));
  expect(await ticks()).toBe(frozenAt);
  await thaw(ben.page);
  await ben.page.bringToFront();
  said.push(...(await allSay(people, 3)));
  await expectSame(people, said);
  expect(await ticks()).toBeGreaterThan(frozenAt);
  for (const person of people) await person.connectedTo(...otherNames(people, person));
  await expectEachOnce(people);
});

async function expectEachOnce(people: readonly Person[]): Promise<void> {
  for (const person of people) {
    for (const name of otherNames(people, person)) expect(await person.person(name).count()).toBe(1);
    expect(await person.people.count()).toBe(people.length);
  }
}

const otherNames = (people: readonly Person[], { name }: Person) =>
  people.map((other) => other.name).filter((other) => other !== name);
