import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { Person } from '../support/person.ts';
import { allSay, expectSame } from './conversation.ts';
import { Lab } from './lab.ts';

/** Takes longer than it takes to kill a server, and less than the server stays away. */
const FILE_BYTES = 300 * 1024 * 1024;
const SERVER_GONE_MS = 20_000;
const FROZEN_MS = 60_000;
const BACK_WITHIN_MS = 10_000;

/** A lab with a server and a Chromium for each of them, all linked. */
async function meet<Names extends readonly string[]>(...names: Names) {
  const lab = new Lab();
  onTestFinished(() => lab.close());
  const server = lab.network.addHost('server');
  const url = await lab.startServer(server);
  const people: Person[] = [];
  let link: string | undefined;
  for (const name of names) {
    const context = await lab.startChromium(lab.network.addHost(name.toLowerCase()));
    const person = await Person.open(context, name, link ?? url);
    link ??= await person.createRoom();
    people.push(person);
  }
  for (const person of people) await person.connectedTo(...names.filter((name) => name !== person.name));
  return { lab, server, people: people as { [At in keyof Names]: Person } };
}

async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lanline-lab-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('four who talk and a file on its way lose nothing while the server is dead for 20 s', async () => {
  const { lab, server, people } = await meet('Ann', 'Ben', 'Cleo', 'Dan');
  const [ann, ben] = people;
  const path = join(await tempFolder(), 'random.bin');
  const digest = await writeRandomFile(path, FILE_BYTES);
  await ann.chooseFiles(path);
  const sendTo = ann.page.getByRole('dialog', { name: 'Send to' });
  await sendTo.getByRole('checkbox', { name: 'Ben' }).check();
  await sendTo.getByRole('button', { name: 'Send now' }).click();
  const saved = ben.accept(120_000);
  await ben.page.getByRole('progressbar').first().waitFor();
  await lab.killServer();
  const said: string[] = [];
  for (let waited = 0; waited < SERVER_GONE_MS; waited += 5_000) {
    said.push(...(await allSay(people, waited)));
    await sleep(5_000);
  }
  await lab.startServer(server);
  const startedAt = performance.now();
  for (const person of people) await person.hears('The server is back.');
  expect(performance.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
  said.push(...(await allSay(people, SERVER_GONE_MS)));
  await expectSame(people, said);
  for (const person of people) expect(await person.people.count()).toBe(people.length);
  expect(await sha256Of(await (await saved).path())).toBe(digest);
});

test('a page that is frozen for 60 s is back without a reload, and has missed nothing', async () => {
  const { people } = await meet('Ann', 'Ben');
  const [ann, ben] = people;
  const said = await allSay(people, 0);
  await expectSame(people, said);
  const lifecycle = await ben.page.context().newCDPSession(ben.page);
  await lifecycle.send('Page.setWebLifecycleState', { state: 'frozen' });
  said.push(...(await allSay([ann], 1)));
  await sleep(FROZEN_MS);
  said.push(...(await allSay([ann], 2)));
  await lifecycle.send('Page.setWebLifecycleState', { state: 'active' });
  said.push(...(await allSay(people, 3)));
  await expectSame(people, said);
  for (const person of people) {
    await person.connectedTo(...people.map(({ name }) => name).filter((name) => name !== person.name));
    expect(await person.people.count()).toBe(2);
  }
});
