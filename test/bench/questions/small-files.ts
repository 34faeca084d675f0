import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { writeRandomFile } from '../../support/files.ts';
import { putFile } from '../../support/folders.ts';
import type { Person } from '../../support/person.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { openRoom, secondsToAccept, withLan, withTwoProfiles } from '../pages.ts';
import type { Question, Row, Scale } from '../question.ts';
import { alternate } from '../rounds.ts';
import { withFolder } from '../sent-files.ts';
import { figuresOf, ratios } from '../statistics.ts';

/** A folder of many small files, which arrives as one zip, against one file of the same size. */

const sizes: Record<Scale, { readonly files: number; readonly rounds: number }> = {
  full: { files: 10_000, rounds: 3 },
  quick: { files: 200, rounds: 1 },
};
const SEED = 1;
const FILES_OF_A_FOLDER = 100;
const CHANGED_AT = new Date(2026, 0, 1);

export const smallFiles: Question = {
  name: 'small-files',
  asks: 'How much longer do many small files take than one file of their size?',
  measure: (scale) =>
    withFolder((folder) =>
      withLan(({ url }) =>
        withTwoProfiles(async (contexts) => {
          const { files, rounds } = sizes[scale];
          const [top, single] = [join(folder, 'small files'), join(folder, 'one.bin')];
          const bytes = await putMany(top, files);
          await writeRandomFile(single, bytes);
          const [sender, receiver] = await openRoom(url, contexts, { saveTo: 'browser' });
          if (receiver === undefined) throw new Error('there is nobody to send to');
          const measured = await alternate(
            {
              single: () => timed(receiver, sender.chooseFiles(single)),
              many: () => timed(receiver, sender.chooseFolder(top)),
            },
            rounds,
          );
          return {
            rows: [
              rowOf(`${files.toLocaleString('en')} files of 1 to 10 kB`, bytes, measured.many, measured.single),
              rowOf('one file of their size', bytes, measured.single, measured.single),
            ],
            notes: [`Medians of ${rounds} alternating rounds with ${(bytes / 1e6).toFixed(0)} MB, on plain http.`],
          };
        }),
      ),
    ),
};

/** Writes a folder of folders; answers how many bytes are in it. */
async function putMany(top: string, files: number): Promise<number> {
  const random = seededRandom(SEED);
  let total = 0;
  for (let at = 0; at < files; at++) {
    const [high = 0, low = 0] = random(2);
    const bytes = randomBytes(1_000 + ((high * 256 + low) % 9_001));
    total += bytes.length;
    await putFile(top, `${Math.floor(at / FILES_OF_A_FOLDER)}/${at}.bin`, bytes, CHANGED_AT);
  }
  return total;
}

async function timed(receiver: Person, chosen: Promise<void>): Promise<number> {
  await chosen;
  const seconds = await secondsToAccept(receiver);
  await receiver.button('Accept').waitFor({ state: 'detached' });
  return seconds;
}

const rowOf = (subject: string, bytes: number, seconds: readonly number[], reference: readonly number[]): Row => ({
  subject,
  figures: [
    ...figuresOf(seconds, [
      ['time', 's', (taken) => taken],
      ['speed', 'MB/s', (taken) => bytes / 1e6 / taken],
    ]),
    ...(seconds === reference ? [] : [{ name: 'of one file’s time', unit: '', values: ratios(seconds, reference) }]),
  ],
});
