import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { REQUEST_WINDOW_BYTES } from '../../shared/limits.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, Person } from '../support/person.ts';
import { damageNext, sentBytes } from '../support/wire.ts';

const MIB = 1024 * 1024;

/** A recipient's first requests may be made before its codec is loaded: the rest decides. */
const TOTAL_BYTES = 3 * REQUEST_WINDOW_BYTES;

/** Like what a server writes of its visitors. */
function logText(totalBytes: number): Buffer {
  const lines: string[] = [];
  for (let length = 0, at = 0; length < totalBytes; at++) {
    const line = `10.0.${at % 7}.${at % 251} - - [${at}] "GET /pages/${(at * 7919) % 1_000}.html HTTP/1.1" 200 ${at % 4_096}\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join('').slice(0, totalBytes));
}

test('text arrives whole, and with fewer bytes on the way; what is random goes as it is', async ({ meet, folder }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  const files = { 'visitors.log': logText(TOTAL_BYTES), 'random.bin': randomBytes(8 * MIB) };
  const sent: number[] = [];
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
    const before = await sentBytes(ann.page);
    await ann.chooseFiles(join(folder, name));
    expect((await bytesOf(await ben.accept())).equals(content)).toBe(true);
    sent.push((await sentBytes(ann.page)) - before);
  }
  expect(sent[0]).toBeLessThan(TOTAL_BYTES / 2);
  expect(sent[1]).toBeGreaterThan(8 * MIB);
});

test('text that was damaged on the way is asked for again', async ({ meet, folder }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  const content = logText(TOTAL_BYTES);
  await writeFile(join(folder, 'visitors.log'), content);
  await damageNext(ann.page, 3);
  await ann.chooseFiles(join(folder, 'visitors.log'));
  expect((await bytesOf(await ben.accept())).equals(content)).toBe(true);
});

test('whoever cannot load what compression takes gets text as it is', async ({ browser, visit, folder }) => {
  const ann = await visit('Ann');
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.route(/zstd.*wasm/, (route) => route.abort());
  const ben = await Person.open(context, 'Ben', await ann.createRoom());
  await ben.connectedTo('Ann');
  const content = logText(8 * MIB);
  await writeFile(join(folder, 'visitors.log'), content);
  await ann.chooseFiles(join(folder, 'visitors.log'));
  expect((await bytesOf(await ben.accept())).equals(content)).toBe(true);
  expect(await sentBytes(ann.page)).toBeGreaterThan(content.length);
});
