import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { writeRandomFile } from '../support/files.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';
import { cpuSecondsOf, watchMemory } from '../support/processes.ts';
import { openBareChannel } from './bare-channel.ts';

/** One to one: Lanline, with hash and disk, against a bare data channel, each between two pages of one browser. */

/** All figures are of all processes of the browser together. */
export interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export interface Result {
  readonly rounds: readonly Round[];
  /** PSS at its largest, in bytes; from a round of its own, since looking at it slows a browser. */
  readonly peakMemory: number;
}

export const contestants = ['bare data channel', 'Lanline, IndexedDB', 'Lanline, OPFS'] as const;
export type Contestant = (typeof contestants)[number];

/** Rounds alternate, so that a noisy machine slows all alike. */
export async function measureThroughput(rounds: number, totalBytes: number): Promise<Record<Contestant, Result>> {
  const folder = await mkdtemp(join(tmpdir(), 'lanline-bench-'));
  const file = join(folder, 'random.bin');
  await writeRandomFile(file, totalBytes);
  const lan = await openLan();
  const run: Record<Contestant, (browser: Browser) => Promise<Round>> = {
    'bare data channel': (browser) => bareRound(lan, browser, totalBytes),
    'Lanline, IndexedDB': (browser) => lanlineRound(lan.url, browser, file),
    'Lanline, OPFS': (browser) => lanlineRound(lan.localUrl, browser, file),
  };
  const timed: Record<Contestant, Round[]> = { 'bare data channel': [], 'Lanline, IndexedDB': [], 'Lanline, OPFS': [] };
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) timed[contestant].push(await inBrowser(run[contestant]));
  }
  const resultOf = async (contestant: Contestant): Promise<Result> => ({
    rounds: timed[contestant],
    peakMemory: await inBrowser((browser) => peakMemoryOf(browser, run[contestant])),
  });
  const results = {
    'bare data channel': await resultOf('bare data channel'),
    'Lanline, IndexedDB': await resultOf('Lanline, IndexedDB'),
    'Lanline, OPFS': await resultOf('Lanline, OPFS'),
  };
  await lan.close();
  await rm(folder, { recursive: true });
  return results;
}

type Browser = Awaited<ReturnType<typeof launchProfiledBrowser>>;

/** A fresh browser for each round, so that none profits from what an earlier one left behind. */
async function inBrowser<Figure>(run: (browser: Browser) => Promise<Figure>): Promise<Figure> {
  const browser = await launchProfiledBrowser();
  try {
    return await run(browser);
  } finally {
    await browser.close();
  }
}

async function bareRound({ url }: Lan, browser: Browser, totalBytes: number): Promise<Round> {
  const { context } = browser;
  const [from, to] = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all([from.goto(`${url}/healthz`), to.goto(`${url}/healthz`)]);
  const transfer = await openBareChannel(from, to);
  return measured(browser, () => transfer(totalBytes));
}

/** The origin decides where the bytes are gathered: a secure one has OPFS. */
async function lanlineRound(url: string, browser: Browser, file: string): Promise<Round> {
  const { context } = browser;
  const settings = { saveTo: 'browser' } as const;
  const sender = await Person.open(context, 'Ann', url, settings);
  // Both pages keep their settings in one place, so both people have one name.
  const link = new URL(new URL(await sender.createRoom()).hash, url).href;
  const receiver = await Person.open(context, 'Ann', link, settings);
  for (const { people } of [sender, receiver]) await people.getByText('Connected', { exact: true }).waitFor();
  await sender.chooseFiles(file);
  await receiver.button('Accept').waitFor();
  return measured(browser, async () => {
    // The download begins when all is verified and on disk. Looking for a text meanwhile would cost a query each frame.
    const saved = receiver.page.waitForEvent('download', { timeout: 300_000 });
    const startedAt = performance.now();
    await receiver.button('Accept').click();
    await saved;
    return (performance.now() - startedAt) / 1_000;
  });
}

async function measured({ profile }: Browser, run: () => Promise<number>): Promise<Round> {
  const before = await cpuSecondsOf(profile);
  const seconds = await run();
  return { seconds, cpuSeconds: (await cpuSecondsOf(profile)) - before };
}

async function peakMemoryOf(browser: Browser, run: (browser: Browser) => Promise<Round>): Promise<number> {
  const memory = watchMemory(browser.profile);
  await run(browser);
  return memory.stop();
}
