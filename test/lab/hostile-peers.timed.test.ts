import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BULK_MESSAGE_BYTES } from '../../shared/limits.ts';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { exposeChannels } from '../support/hostile-peer.ts';
import { median } from '../support/median.ts';
import { Person } from '../support/person.ts';
import { meet } from './meeting.ts';
import { tempFolder } from './temp-folder.ts';

const MIB = 1024 * 1024;
const FILE_BYTES = 64 * MIB;
const ROUNDS = 3;
/** What each computer can send: a busy Wi-Fi. */
const CABLE_BYTES_PER_SECOND = 4 * MIB;
/** How much of its speed a transfer must keep. */
const KEPT_MIN = 0.8;

const hex = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('');

/** Texts on the control channel: as fast as the page can. */
const floodOf = (texts: readonly string[]) => (mallory: Person) =>
  mallory.page.evaluate((all) => {
    for (const channel of openedChannels.filter(({ id }) => id === 0)) {
      for (const text of all) {
        if (channel.readyState !== 'open' || channel.bufferedAmount > 8_000_000) break;
        channel.send(text);
      }
    }
  }, texts);

/** Messages on the bulk channel, as long as anybody takes them. */
const bulkOf = (first: readonly number[], bytesPerMessage: number, count: number) => (mallory: Person) =>
  mallory.page.evaluate(
    async ([header, size, times]) => {
      const send = async (channel: RTCDataChannel) => {
        if (channel.readyState === 'open') channel.send(new Uint8Array(header));
        for (let sent = 0; sent < times && channel.readyState === 'open'; sent++) {
          channel.send(new Uint8Array(size));
          while (channel.bufferedAmount > 4_000_000 && channel.readyState === 'open') {
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        }
      };
      await Promise.all(openedChannels.filter(({ id }) => id === 1).map(send));
    },
    [first, bytesPerMessage, count] as const,
  );

const pieceHeader = (length: readonly number[]) => [
  1,
  ...Array<number>(16).fill(7),
  0,
  0,
  0,
  0,
  ...length,
  ...length,
  ...Array<number>(32).fill(0),
];
const offerText = () =>
  JSON.stringify({
    type: 'file-offer',
    transfer: hex(32),
    fileCount: 1,
    folderCount: 0,
    totalBytes: 10,
    names: ['x'.repeat(200)],
    manifestBytes: 60_000_000,
    manifestDigest: hex(64),
  });
/** The first of them keeps the name that it has. */
const renamedText = JSON.stringify({ type: 'renamed', name: 'Mallory 0' });

const attacks: Readonly<Record<string, (mallory: Person) => Promise<void>>> = {
  'a flood of messages': floodOf(Array<string>(5_000).fill(renamedText)),
  'thousands of offers': floodOf(Array.from({ length: 3_000 }, offerText)),
  'messages of huge length': floodOf(Array.from({ length: 50 }, () => `"${'x'.repeat(200_000)}"`)),
  'a piece of a huge length': bulkOf(pieceHeader([255, 255, 255, 255]), BULK_MESSAGE_BYTES, 100),
  'half a piece': bulkOf(pieceHeader([0, 16, 0, 0]), 1_000, 3),
  'a gigabyte that nobody asked for': bulkOf([], BULK_MESSAGE_BYTES, 16_384),
};

/** How long sending the file takes, in s. */
async function send(ann: Person, ben: Person, path: string, digest: string, meanwhile: () => Promise<void>) {
  await ann.chooseFiles(path);
  await ann.page.getByRole('checkbox', { name: 'Ben' }).check();
  await ann.button('Send now').click();
  await ben.button('Accept').waitFor();
  const startedAt = performance.now();
  const accepting = ben.accept(180_000);
  await ben.page.getByRole('progressbar').first().waitFor();
  await meanwhile();
  const download = await accepting;
  const seconds = (performance.now() - startedAt) / 1_000;
  expect(await sha256Of(await download.path())).toBe(digest);
  return seconds;
}

test('hostile peers lose their links, and a transfer between two others goes on', async () => {
  const path = join(await tempFolder(), 'random.bin');
  const digest = await writeRandomFile(path, FILE_BYTES);
  const { lab, everybody } = await meet(['Ann', 'Ben']);
  const { network } = lab;
  const [{ person: ann, host: annHost }, { person: ben, host: benHost }] = everybody;
  const link = ann.page.url();
  const hostileHost = network.addHost('mallory');
  const hostile = (await lab.startChromium(hostileHost)).browser();
  if (hostile === null) throw new Error('a context without a browser');
  const mallories: Person[] = [];
  for (const at of Object.keys(attacks).keys()) {
    const mallory = await Person.open(await hostile.newContext(), `Mallory ${at}`, link);
    await exposeChannels(mallory.page);
    mallories.push(mallory);
    for (const person of [ann, ben]) await person.connectedTo(mallory.name);
  }
  // Every computer has the same cable. It is the cable that is busy, not this machine, on which all of them run.
  for (const host of [annHost, benHost, hostileHost]) network.limit(host, CABLE_BYTES_PER_SECOND);

  const attackAll = async () => {
    await Promise.all(mallories.map((mallory, at) => Object.values(attacks)[at]?.(mallory)));
    for (const { name } of mallories) {
      for (const person of [ann, ben]) await person.person(name).getByText('Cannot connect').waitFor();
    }
  };
  const comeBack = async () => {
    for (const mallory of mallories) {
      // Whoever broke the protocol stays out until they leave.
      await mallory.button('Leave room').click();
      for (const person of [ann, ben]) await person.person(mallory.name).waitFor({ state: 'detached' });
      await mallory.page.goto(link);
      for (const person of [ann, ben]) await person.connectedTo(mallory.name);
    }
  };

  const [alone, attacked]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await send(ann, ben, path, digest, () => Promise.resolve()));
    attacked.push(await send(ann, ben, path, digest, attackAll));
    if (round + 1 < ROUNDS) await comeBack();
  }
  const kept = median(alone) / median(attacked);
  process.stdout.write(`beside hostile peers a transfer keeps ${kept.toFixed(2)} of its speed\n`);
  expect(kept).toBeGreaterThanOrEqual(KEPT_MIN);
});
