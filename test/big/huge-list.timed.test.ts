import { expect } from 'vitest';
import { TRANSFER_FILES_MAX } from '../../shared/limits.ts';
import { allowDrops } from '../support/drops.ts';
import { test } from '../support/lan-test.ts';
import { longestTask, startWatching, watchLongTasks } from '../support/long-tasks.ts';
import { openPair } from '../support/pair.ts';
import { readZip } from '../support/zips.ts';

const FOLDERS = 200;

/** What people take for a page that hangs. */
const HANG_MS = 200;

// Others on the machine make a task longer, never shorter: one that is too long by itself is so each time.
test('200,000 files are offered, listed and chosen from, and neither page hangs', { retry: 2 }, async ({ lan }) => {
  const { ann, ben, close } = await openPair(lan, {
    prepare: async (context) => {
      await allowDrops(context);
      await watchLongTasks(context);
    },
  });
  const entries = await ann.page.evaluateHandle(
    ([folders, files]) => [
      {
        name: 'all',
        entries: Array.from({ length: folders }, (_, folder) => ({
          name: `folder ${folder}`,
          entries: Array.from({ length: files }, (_, at) => ({
            name: `file ${at}.txt`,
            text: folder === 0 ? `number ${at}` : '',
          })),
        })),
      },
    ],
    [FOLDERS, TRANSFER_FILES_MAX / FOLDERS] as const,
  );
  await startWatching(ann.page);
  await startWatching(ben.page);
  await entries.evaluate((dropped) => window.dropEntries(dropped));
  await ben.hears('200,000 files');
  const hangs = { offered: [await longestTask(ann.page), await longestTask(ben.page)] };
  await ben.button('Choose files to receive').click();
  await ben.hears('All 200,000 files');
  const listed = [await longestTask(ann.page), await longestTask(ben.page)];
  await ben.button('None').click();
  await ben.page.getByRole('checkbox', { name: 'all/folder 0/file 3.txt' }).check();
  await ben.page.getByRole('checkbox', { name: 'all/folder 0/file 5.txt' }).check();
  const download = await ben.accept(120_000);
  const arrived = await readZip(await download.path());
  await ann.hears('Verified and saved');
  const ended = [await longestTask(ann.page), await longestTask(ben.page)];
  const words = (ms: readonly number[]) => ms.map((one) => `${one.toFixed(0)} ms`).join(' and ');
  process.stdout.write(
    `longest tasks of sender and receiver: until offered ${words(hangs.offered)}, listed ${words(listed)}, ended ${words(ended)}\n`,
  );
  expect([...arrived.keys()]).toEqual(['all/folder 0/file 3.txt', 'all/folder 0/file 5.txt']);
  expect(Math.max(...ended)).toBeLessThanOrEqual(HANG_MS);
  await close();
});
