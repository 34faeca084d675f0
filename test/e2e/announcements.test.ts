import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { livenessOf } from '../support/announced.ts';
import { test } from '../support/lan-test.ts';
import { allowSlowSink, releaseSink } from '../support/slow-sink.ts';

const LONG_BYTES = 24 * 1024 * 1024;

test('somebody who cannot see the page is told what is said, offered and done, but not each step of it', async ({
  meet,
  folder,
}) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  await ben.say('Hello Ann');
  await ann.hears('Hello Ann');
  expect(await livenessOf(ann.page.getByText('Hello Ann').first())).toBe('polite');
  expect(await livenessOf(ann.page.getByText('Ben joined.').first())).toBe('polite');
  await ann.say('Hello Ben');
  await ann.hears('Delivered to Ben');
  expect(await livenessOf(ann.page.getByText('Delivered to Ben').first())).toBe('off');

  await allowSlowSink(ann.page.context());
  await ann.page.reload();
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  const long = join(folder, 'long.bin');
  await writeFile(long, Buffer.alloc(LONG_BYTES));
  await ben.chooseFiles(long);
  await ann.button('Accept').waitFor();
  for (const text of ['long.bin', 'From Ben', 'Will be saved to', 'Accept']) {
    expect(await livenessOf(ann.page.getByText(text).first())).toBe('polite');
  }
  await ann.button('Accept').click();
  await ann.hears('/s');
  expect(await livenessOf(ann.page.getByText('/s').first())).toBe('off');
  await ann.button('Pause').click();
  for (const [person, text] of [
    [ann, 'You paused it.'],
    [ben, 'Ann paused it.'],
  ] as const) {
    await person.hears(text);
    expect(await livenessOf(person.page.getByText(text).first())).toBe('polite');
  }
  await releaseSink(ann.page);
  await ann.button('Resume').click();
  for (const person of [ann, ben]) {
    await person.hears('Verified and saved');
    expect(await livenessOf(person.page.getByText('Verified and saved').first())).toBe('polite');
  }
});

test('somebody who cannot see the page is told what comes of their own steps', async ({ visit }) => {
  const ann = await visit('Ann');
  await ann.joinByCode('nonsense');
  await ann.alert.waitFor();
  expect(await livenessOf(ann.page.getByText('That is not a room code').first())).toBe('assertive');
  await ann.createRoom();
  expect(await livenessOf(ann.page.getByText('Server connected').first())).toBe('polite');
  await ann.button('Copy link').click();
  await ann.page.getByText('Copied').waitFor();
  expect(await livenessOf(ann.page.getByText('Copied').first())).toBe('polite');
  await ann.chooseFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
  await ann.alert.waitFor();
  expect(await livenessOf(ann.page.getByText('Nobody is connected yet').first())).toBe('assertive');
});
