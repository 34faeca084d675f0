import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { REQUEST_WINDOW_BYTES } from '../../shared/limits.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';
import { sentBytes } from '../support/wire.ts';

const MIB = 1024 * 1024;
const TOTAL_BYTES = 32 * MIB;

/** Headers of pieces: far less than this. */
const OVERHEAD_BYTES = 100_000;

/** Bytes of all blobs that wait in the page's storage. */
const keptBytes = ({ page }: Person): Promise<number> =>
  page.evaluate(async () => {
    const request = indexedDB.open('lanline');
    const database = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const blobs = database.transaction('blobs').objectStore('blobs').getAll();
    const found = await new Promise<Blob[]>((resolve) => {
      blobs.onsuccess = () => resolve(blobs.result);
    });
    database.close();
    return found.reduce((sum, { size }) => sum + size, 0);
  });

test('a full disk keeps what came, and goes on from there once there is room', async ({ meet, lan, folder }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  const content = randomBytes(TOTAL_BYTES);
  await writeFile(join(folder, 'large.bin'), content);
  const browser = await ben.page.context().newCDPSession(ben.page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: lan.url, quotaSize: 20 * MIB });
  await ann.chooseFiles(join(folder, 'large.bin'));
  await ben.button('Accept').click();
  await ben.hears('This device has no space left.');
  await ann.hears("Ben's device has no space left.");

  expect(await keptBytes(ben)).toBeGreaterThan(8 * MIB);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: lan.url });
  const [download] = await Promise.all([ben.page.waitForEvent('download'), ben.button('Resume').click()]);
  expect((await bytesOf(download)).equals(content)).toBe(true);
  await ann.hears('Verified and saved');
  // What was asked for when the space ran out came in vain; what was kept before is not sent again.
  expect(await sentBytes(ann.page)).toBeLessThanOrEqual(TOTAL_BYTES + REQUEST_WINDOW_BYTES + OVERHEAD_BYTES);
});
