import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { writeRandomFile } from '../support/files.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';
import { cpuSecondsOf } from '../support/processes.ts';
import { openBareChannel } from './bare-channel.ts';

/** One to one: Lanline, with hash and disk, against a bare data channel between the same two browsers. */

export interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export interface Throughput {
  readonly totalBytes: number;
  readonly bare: readonly Round[];
  readonly lanline: readonly Round[];
}

/** Rounds alternate, so that a noisy machine slows both alike. */
export async function measureThroughput(rounds: number, totalBytes: number): Promise<Throughput> {
  const folder = await mkdtemp(join(tmpdir(), 'lanline-bench-'));
  const file = join(folder, 'random.bin');
  await writeRandomFile(file, totalBytes);
  const lan = await openLan();
  const bare: Round[] = [];
  const lanline: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await inTwoBrowsers(lan, (pair) => bareRound(pair, totalBytes)));
    lanline.push(await inTwoBrowsers(lan, (pair) => lanlineRound(pair, file)));
  }
  await lan.close();
  await rm(folder, { recursive: true });
  return { totalBytes, bare, lanline };
}

type Browsers = Awaited<ReturnType<typeof launchProfiledBrowser>>;

interface Pair {
  readonly lan: Lan;
  readonly sender: Browsers;
  readonly receiver: Browsers;
}

async function inTwoBrowsers(lan: Lan, run: (pair: Pair) => Promise<Round>): Promise<Round> {
  const [sender, receiver] = await Promise.all([launchProfiledBrowser(), launchProfiledBrowser()]);
  try {
    return await run({ lan, sender, receiver });
  } finally {
    await Promise.all([sender.close(), receiver.close()]);
  }
}

async function bareRound({ lan, sender, receiver }: Pair, totalBytes: number): Promise<Round> {
  const [from, to] = await Promise.all([sender.context.newPage(), receiver.context.newPage()]);
  await Promise.all([from.goto(`${lan.url}/healthz`), to.goto(`${lan.url}/healthz`)]);
  const transfer = await openBareChannel(from, to);
  return measured({ sender, receiver }, () => transfer(totalBytes));
}

async function lanlineRound({ lan, sender, receiver }: Pair, file: string): Promise<Round> {
  const ann = await Person.open(sender.context, 'Ann', lan.url);
  const ben = await Person.open(receiver.context, 'Ben', await ann.createRoom());
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  await ann.chooseFiles(file);
  await ben.button('Accept').waitFor();
  return measured({ sender, receiver }, async () => {
    // The download begins when all is verified and on disk. Looking for a text meanwhile would cost a query each frame.
    const saved = ben.page.waitForEvent('download', { timeout: 300_000 });
    const startedAt = performance.now();
    await ben.button('Accept').click();
    await saved;
    return (performance.now() - startedAt) / 1_000;
  });
}

async function measured({ sender, receiver }: Omit<Pair, 'lan'>, run: () => Promise<number>): Promise<Round> {
  const cpu = async () => (await cpuSecondsOf(sender.profile)) + (await cpuSecondsOf(receiver.profile));
  const before = await cpu();
  const seconds = await run();
  return { seconds, cpuSeconds: (await cpu()) - before };
}
