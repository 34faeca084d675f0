import { join } from 'node:path';
import { expect } from 'vitest';
import { REQUEST_WINDOW_BYTES } from '../../shared/limits.ts';
import { crc32Of, writeRandomFile } from '../support/files.ts';
import { test } from '../support/lan-test.ts';
import { openPair, type Pair } from '../support/pair.ts';
import { memoryOf } from '../support/processes.ts';
import { allowSlowSink, releaseSink, takenBytes, takenCrc, untilTaken } from '../support/slow-sink.ts';
import { sentBytes } from '../support/wire.ts';

const TOTAL_BYTES = 512 * 1024 * 1024;

/** Headers of the pieces that are in the window, and the manifest. */
const OVERHEAD_BYTES = 10_000;

const memories = ({ profiles }: Pair) => Promise.all([memoryOf(profiles.ann), memoryOf(profiles.ben)]);

test('a disk that takes 1 MB/s slows the sender down, and fills no memory', async ({ lan, folder }) => {
  const file = join(folder, 'slow.bin');
  await writeRandomFile(file, TOTAL_BYTES);
  const pair = await openPair(lan, { prepare: allowSlowSink });
  const { ann, ben, close } = pair;
  await ann.chooseFiles(file);
  await ben.hears('a file that you choose');
  await ben.button('Accept').click();

  await untilTaken(ben.page, 5_000_000);
  const early = await memories(pair);
  await untilTaken(ben.page, 15_000_000);
  const late = await memories(pair);
  const sent = await sentBytes(ann.page);
  const ahead = sent - (await takenBytes(ben.page));
  const growth = late.map((bytes, at) => bytes - (early[at] ?? 0));
  process.stdout.write(
    `ahead of a slow disk: ${(ahead / 2 ** 20).toFixed(1)} MiB; ` +
      `growth in 10 s: sender ${megabytes(growth[0])}, receiver ${megabytes(growth[1])}\n`,
  );
  expect(ahead).toBeLessThanOrEqual(REQUEST_WINDOW_BYTES + OVERHEAD_BYTES);
  expect(Math.max(...growth)).toBeLessThan(100e6);

  await releaseSink(ben.page);
  await ben.conversation.getByText('Verified and saved').waitFor({ timeout: 300_000 });
  expect(await takenBytes(ben.page)).toBe(TOTAL_BYTES);
  expect(await takenCrc(ben.page)).toBe(await crc32Of(file));
  await close();
});

const megabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(0)} MB`;
