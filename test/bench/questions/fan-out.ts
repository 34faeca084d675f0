import { join } from 'node:path';
import { writeRandomFile } from '../../support/files.ts';
import type { Lan } from '../../support/lan.ts';
import { openRoom, secondsToAccept, withBrowser, withLan } from '../pages.ts';
import type { Question, Row, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { withFolder } from '../sent-files.ts';
import { figuresOf, ratios } from '../statistics.ts';

/** One file for everybody in the room: what each gets of it, and what leaves the sender in all. */

const MIB = 1024 * 1024;
const sizes: Record<Scale, { readonly receivers: readonly number[]; readonly bytes: number; readonly rounds: number }> =
  {
    full: { receivers: [1, 2, 4, 8], bytes: 32 * MIB, rounds: 2 },
    quick: { receivers: [1, 2], bytes: 4 * MIB, rounds: 1 },
  };

export const fanOut: Question = {
  name: 'fan-out',
  asks: 'How fast does one file go to several receivers at once?',
  measure: (scale) =>
    withFolder((folder) =>
      withLan(async (lan) => {
        const { receivers, bytes, rounds } = sizes[scale];
        const file = join(folder, 'random.bin');
        await writeRandomFile(file, bytes);
        const contestants = receivers.map((count) => [String(count), () => send(lan, file, count)] as const);
        const measured = await alternate<string, readonly number[]>(Object.fromEntries(contestants), rounds);
        const roundsOf = (count: number) => measured[String(count)] ?? [];
        return {
          rows: receivers.map((count) => rowOf(bytes, roundsOf(count), roundsOf(1))),
          notes: [
            `Medians of ${rounds} alternating rounds with ${bytes / MIB} MiB of random bytes, kept in IndexedDB. All ` +
              'browsers are contexts of one Chromium on one machine, which does the work of all of them.',
          ],
        };
      }),
    ),
};

/** Answers the seconds that each receiver took; all accept at once. */
const send = (lan: Lan, file: string, count: number): Promise<readonly number[]> =>
  withBrowser(async (newContext) => {
    const contexts = await Promise.all(Array.from({ length: count + 1 }, newContext));
    const [sender, ...receivers] = await openRoom(lan.url, contexts, { saveTo: 'browser' });
    await sender.chooseFiles(file);
    if (count > 1) await sender.button('Send now').click();
    for (const receiver of receivers) await receiver.button('Accept').waitFor();
    return Promise.all(receivers.map(secondsToAccept));
  });

function rowOf(bytes: number, rounds: readonly (readonly number[])[], toOne: readonly (readonly number[])[]): Row {
  const total = (seconds: readonly number[]) => (bytes * seconds.length) / 1e6 / Math.max(...seconds);
  const each = (seconds: readonly number[]) => bytes / 1e6 / Math.max(...seconds);
  const count = rounds[0]?.length ?? 0;
  return {
    subject: `${count} receiver${count === 1 ? '' : 's'}`,
    figures: [
      ...figuresOf(rounds, [
        ['all together', 'MB/s', total],
        ['the slowest of them', 'MB/s', each],
      ]),
      ...(count === 1
        ? []
        : [{ name: 'all, of one receiver', unit: '', values: ratios(rounds.map(total), toOne.map(total)) }]),
    ],
  };
}
