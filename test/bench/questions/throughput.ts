import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../client/state/views.ts';
import type { ProfiledBrowser } from '../../support/browsers.ts';
import { writeRandomFile } from '../../support/files.ts';
import type { Lan } from '../../support/lan.ts';
import { cpuSecondsOf } from '../../support/processes.ts';
import { logText } from '../log-text.ts';
import { openRoom, secondsToAccept, untilAtRest, withLan, withProfile } from '../pages.ts';
import type { Figure, Question, Row, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { withFolder } from '../sent-files.ts';
import { figuresOf, ratios } from '../statistics.ts';
import { openBareChannel } from './bare-channel.ts';

/** One to one: Lanline, with hash and disk, against a bare data channel, each between two pages of one browser. */

const MIB = 1024 * 1024;
const sizes: Record<Scale, { readonly bytes: number; readonly rounds: number }> = {
  full: { bytes: 128 * MIB, rounds: 3 },
  quick: { bytes: 8 * MIB, rounds: 1 },
};
const LOG_SEED = 1;

export const throughput: Question = {
  name: 'throughput',
  asks: 'How fast does one file go from one browser to another, and what does it cost, against a bare data channel?',
  measure: (scale) =>
    withFolder((folder) =>
      withLan(async (lan) => {
        const { bytes, rounds } = sizes[scale];
        const files = { random: join(folder, 'random.bin'), text: join(folder, 'server.log') };
        await writeRandomFile(files.random, bytes);
        await writeFile(files.text, logText(bytes, LOG_SEED));
        const measured = Object.entries(await alternate(contestants(lan, files, bytes), rounds));
        const reference = measured.flatMap(([, duels]) => duels.map(({ bare }) => bare));
        return {
          rows: [
            { subject: 'bare data channel', figures: figuresIn(reference, bytes) },
            ...measured.map(([subject, duels]) => rowOf(subject, duels, bytes)),
          ],
          notes: [
            `Medians of ${rounds} alternating rounds with ${bytes / MIB} MiB each, in a fresh browser each time. Each of ` +
              'them comes right after one of the bare channel, to which it is compared. The time of the processor is ' +
              'that of all processes of the browser, at both ends.',
          ],
        };
      }),
    ),
};

/** All figures are of all processes of the browser together. */
interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** One after the other: the channel alone differs by half from minute to minute. */
interface Duel {
  readonly bare: Round;
  readonly own: Round;
}

interface Files {
  readonly random: string;
  readonly text: string;
}

/** The origin decides where the bytes are gathered: a secure one has OPFS. */
function contestants(lan: Lan, { random, text }: Files, bytes: number) {
  const duel = (url: string, saveTo: Settings['saveTo'], file: string) => async (): Promise<Duel> => ({
    bare: await withProfile((browser) => bareRound(lan, browser, bytes)),
    own: await lanlineRound(url, saveTo, file),
  });
  return {
    'IndexedDB, random bytes': duel(lan.url, 'browser', random),
    'OPFS, random bytes': duel(lan.localUrl, 'browser', random),
    'streamed into memory, random bytes': duel(lan.url, 'memory', random),
    'IndexedDB, text of a log': duel(lan.url, 'browser', text),
    'OPFS, text of a log': duel(lan.localUrl, 'browser', text),
  };
}

async function bareRound({ url }: Lan, browser: ProfiledBrowser, bytes: number): Promise<Round> {
  const { context } = browser;
  const [from, to] = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all([from.goto(`${url}/healthz`), to.goto(`${url}/healthz`)]);
  const transfer = await openBareChannel(from, to);
  return measured(browser, () => transfer(bytes));
}

const lanlineRound = (url: string, saveTo: Settings['saveTo'], file: string): Promise<Round> =>
  withProfile(async (browser) => {
    const { context } = browser;
    const [sender, receiver] = await openRoom(url, [context, context], { saveTo });
    if (receiver === undefined) throw new Error('there is nobody to send to');
    await untilAtRest([sender.page, receiver.page]);
    await sender.chooseFiles(file);
    await receiver.button('Accept').waitFor();
    return measured(browser, () => secondsToAccept(receiver));
  });

async function measured({ profile }: ProfiledBrowser, run: () => Promise<number>): Promise<Round> {
  const before = await cpuSecondsOf(profile);
  const seconds = await run();
  return { seconds, cpuSeconds: (await cpuSecondsOf(profile)) - before };
}

function rowOf(subject: string, duels: readonly Duel[], bytes: number): Row {
  const [own, bare] = [duels.map((duel) => duel.own), duels.map((duel) => duel.bare)];
  const of = (quantity: (round: Round) => number) => ratios(own.map(quantity), bare.map(quantity));
  return {
    subject,
    figures: [
      ...figuresIn(own, bytes),
      { name: 'speed, of the bare channel’s', unit: '', values: of(({ seconds }) => 1 / seconds) },
      { name: 'processor, of the bare channel’s', unit: '', values: of(({ cpuSeconds }) => cpuSeconds) },
    ],
  };
}

const figuresIn = (rounds: readonly Round[], bytes: number): readonly Figure[] =>
  figuresOf(rounds, [
    ['speed', 'MB/s', ({ seconds }) => bytes / 1e6 / seconds],
    ['processor', 's per GiB', ({ cpuSeconds }) => (cpuSeconds * 2 ** 30) / bytes],
  ]);
