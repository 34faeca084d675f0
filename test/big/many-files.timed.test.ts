import { randomBytes, randomInt } from 'node:crypto';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { writeRandomFile } from '../support/files.ts';
import { putFile, readTree, sorted } from '../support/folders.ts';
import { test } from '../support/lan-test.ts';
import { median } from '../support/median.ts';
import { openPair } from '../support/pair.ts';
import type { Person } from '../support/person.ts';
import { readZip } from '../support/zips.ts';

const FILES = 10_000;
const LEVELS = 20;
const ROUNDS = 5;

/** Names of all kinds, and for every hundredth file one as long as a file system takes: 255 bytes of UTF-8. */
function nameOf(at: number): string {
  const ending = `-${at}.bin`;
  if (at % 100 === 0) return '長'.repeat(Math.floor((255 - ending.length) / 3)) + ending;
  return `${['plain', 'Grüße', 'файл', '写真 📷', 'e\u0301'][at % 5]}${ending}`;
}

/** Writes the folder; answers how many bytes are in it. */
async function putMany(top: string): Promise<number> {
  let total = 0;
  for (let at = 0; at < FILES; at++) {
    const folders = Array.from({ length: at % LEVELS }, (_, level) => `Ebene ${level + 1}`);
    const bytes = randomBytes(randomInt(1_000, 10_001));
    total += bytes.length;
    await putFile(top, [...folders, nameOf(at)].join('/'), bytes, new Date(2024, 0, 1, 0, 0, at * 2));
  }
  return total;
}

/** Accepts what is offered; answers how long it took until it was handed to the downloads, in s, and where it is. */
async function timed(ben: Person): Promise<{ readonly seconds: number; readonly path: string }> {
  await ben.button('Accept').waitFor();
  const startedAt = performance.now();
  const download = await ben.accept(300_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const path = await download.path();
  await ben.button('Accept').waitFor({ state: 'detached' });
  return { seconds, path };
}

test('10,000 small files arrive whole, in at most twice the time of one file of their size', async ({
  lan,
  folder,
}) => {
  const top = join(folder, 'viele Dateien');
  const single = join(folder, 'one.bin');
  await writeRandomFile(single, await putMany(top));
  const { ann, ben, close } = await openPair(lan);
  const times = { many: [] as number[], single: [] as number[] };
  let zip = '';
  for (let round = 0; round < ROUNDS; round++) {
    await ann.chooseFiles(single);
    times.single.push((await timed(ben)).seconds);
    await ann.chooseFolder(top);
    const { seconds, path } = await timed(ben);
    times.many.push(seconds);
    zip = path;
  }
  const ratio = median(times.many) / median(times.single);
  const words = (seconds: readonly number[]) => seconds.map((one) => one.toFixed(2)).join(', ');
  process.stdout.write(
    `${FILES} files: ${words(times.many)} s; one file: ${words(times.single)} s; ratio of medians ${ratio.toFixed(2)}\n`,
  );
  const arrived = await readZip(zip);
  expect(arrived.size).toBe(FILES);
  expect([...arrived.keys()].every((path) => path.startsWith(`${basename(top)}/`))).toBe(true);
  expect(sorted(arrived)).toEqual(sorted(await readTree(top)));
  expect(ratio).toBeLessThanOrEqual(2);
  await close();
});
