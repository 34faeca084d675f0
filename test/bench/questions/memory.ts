import { join } from 'node:path';
import { memoryOf, watchMemory } from '../../support/processes.ts';
import { openRoom, secondsToAccept, withLan, withProfile } from '../pages.ts';
import type { Question, Row, Scale } from '../question.ts';
import { withFolder, writeMixedFile } from '../sent-files.ts';
import { figuresOf } from '../statistics.ts';

/** How much memory a browser takes whose two pages send and receive, whether the file is small or large. */

const MIB = 1024 * 1024;
const sizes: Record<Scale, readonly number[]> = {
  full: [100 * MIB, 1024 * MIB, 5 * 1024 * MIB],
  quick: [8 * MIB, 32 * MIB],
};

/** How long a file may be expected to take, in s; a larger one is left out, and that is said. */
const EXPECTED_SECONDS_MAX = 400;

export const memory: Question = {
  name: 'memory',
  asks: 'How much memory does a browser take at most that sends and receives, and does it grow with the file?',
  measure: (scale) =>
    withFolder(async (folder) => {
      const rows: Row[] = [];
      const leftOut: number[] = [];
      let bytesPerSecond = Number.POSITIVE_INFINITY;
      for (const bytes of sizes[scale]) {
        if (bytes / bytesPerSecond > EXPECTED_SECONDS_MAX) leftOut.push(bytes);
        else {
          const received = await receive(join(folder, 'sent.bin'), bytes);
          bytesPerSecond = bytes / received.seconds;
          rows.push(rowOf(bytes, received));
        }
      }
      return { rows, notes: [HOW, ...leftOut.map(sayLeftOut)] };
    }),
};

const HOW =
  'One transfer each, half of it text and half of it bytes that do not compress, from one page of a browser to another, ' +
  'gathered in IndexedDB on plain http. The memory is the PSS of all processes of that browser, for both ends, looked at ' +
  'every second.';

const sayLeftOut = (bytes: number) =>
  `${nameOf(bytes)} were left out: at the speed of the file before they would take more than ${EXPECTED_SECONDS_MAX} s.`;

interface Received {
  /** PSS in bytes, before the transfer and at its largest. */
  readonly memoryBefore: number;
  readonly memoryPeak: number;
  readonly seconds: number;
}

async function receive(file: string, bytes: number): Promise<Received> {
  await writeMixedFile(file, bytes);
  return withLan(({ url }) =>
    withProfile(async ({ context, profile }) => {
      const [sender, receiver] = await openRoom(url, [context, context], { saveTo: 'browser' });
      if (receiver === undefined) throw new Error('there is nobody to send to');
      await sender.chooseFiles(file);
      await receiver.button('Accept').waitFor();
      const memoryBefore = await memoryOf(profile);
      const watch = watchMemory(profile);
      const seconds = await secondsToAccept(receiver);
      return { memoryBefore, memoryPeak: await watch.stop(), seconds };
    }),
  );
}

const rowOf = (bytes: number, received: Received): Row => ({
  subject: nameOf(bytes),
  figures: figuresOf(
    [received],
    [
      ['before', 'MB', ({ memoryBefore }) => memoryBefore / 1e6],
      ['at most', 'MB', ({ memoryPeak }) => memoryPeak / 1e6],
      ['speed', 'MB/s', ({ seconds }) => bytes / 1e6 / seconds],
    ],
  ),
});

const nameOf = (bytes: number) => (bytes >= 1024 * MIB ? `${bytes / 1024 / MIB} GiB` : `${bytes / MIB} MiB`);
