import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REQUEST_WINDOW_BYTES } from '../../shared/limits.ts';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';
import { cutLink, sentBytes, tapWire, untilSent } from '../support/wire.ts';

const TOTAL_BYTES = 1024 ** 3;

/** Headers of pieces and the manifest, for all of the file: far less than this. */
const OVERHEAD_BYTES = 1_000_000;

let lan: Lan;
let folder: string;

beforeAll(async () => {
  lan = await openLan();
  folder = await mkdtemp(join(tmpdir(), 'lanline-cuts-'));
});

afterAll(async () => {
  await lan.close();
  await rm(folder, { recursive: true, force: true });
});

test('1 GiB survives a lost link, a reload and a killed browser, and hardly anything is sent twice', async () => {
  const file = join(folder, 'random.bin');
  const digest = await writeRandomFile(file, TOTAL_BYTES);
  const [senders, receivers] = await Promise.all([launchProfiledBrowser(), launchProfiledBrowser()]);
  await tapWire(senders.context);
  const ann = await Person.open(senders.context, 'Ann', lan.url);
  const link = await ann.createRoom();
  const ben = await Person.open(receivers.context, 'Ben', link);
  await ann.connectedTo('Ben');
  await ann.chooseFiles(file);
  await ben.button('Accept').click();

  await untilSent(ann.page, 0.3 * TOTAL_BYTES);
  await cutLink(ann.page);

  await untilSent(ann.page, 0.5 * TOTAL_BYTES);
  await ben.page.reload();

  await untilSent(ann.page, 0.7 * TOTAL_BYTES);
  await receivers.kill();
  const again = await launchProfiledBrowser(receivers.profile);
  const benAgain = await Person.open(again.context, 'Ben', link);
  const download = await benAgain.page.waitForEvent('download', { timeout: 10 * 60_000 });

  expect(await sha256Of(await download.path())).toBe(digest);
  await ann.hears('Verified and saved');
  const sent = await sentBytes(ann.page);
  process.stdout.write(`sent beyond the file: ${((sent - TOTAL_BYTES) / 2 ** 20).toFixed(1)} MiB in three cuts\n`);
  expect(sent).toBeLessThanOrEqual(TOTAL_BYTES + 3 * REQUEST_WINDOW_BYTES + OVERHEAD_BYTES);
  await Promise.all([senders.close(), again.close()]);
});
