import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { bytesOf } from '../support/person.ts';
import { tapServer } from '../support/server-tap.ts';

const TEXT = 'the eagle lands at noon';
const FILE_NAME = 'blueprint-of-the-vault.bin';
const FILE_BYTES = 200_000;

test('the server receives neither the words of the code, nor a name, nor anything of messages and files', async ({
  lan,
  visit,
}) => {
  const received = tapServer(lan.http);
  const ann = await visit('Annabella');
  const link = await ann.createRoom();
  const [number, ...words] = new URL(link).hash.slice(1).split('-');
  const ben = await visit('Benedict', link);
  await ben.connectedTo('Annabella');
  const buffer = randomBytes(FILE_BYTES);
  await ann.say(TEXT);
  await ben.hears(TEXT);
  await ann.chooseFiles({ name: FILE_NAME, mimeType: 'text/plain', buffer });
  expect(await bytesOf(await ben.accept())).toEqual(buffer);
  await ben.page.reload();
  await ben.hears(TEXT);
  await ben.say('/nick Bernadette');
  await ann.hears('is now called Bernadette');
  await ben.button('Leave room').click();
  await ann.hears('Bernadette left');

  const all = received();
  // The recording works: this is what the server does learn.
  for (const known of ['create-room', 'join-room', 'send-signal', 'leave-room', `"room":${number}`]) {
    expect(all.includes(known), known).toBe(true);
  }
  const secrets = [TEXT, FILE_NAME, 'Annabella', 'Benedict', 'Bernadette'];
  for (const secret of secrets) expect(all.includes(secret), secret).toBe(false);
  // Together, whatever stands between them: each of them alone may be a word of the protocol.
  expect(all.toString('latin1')).not.toMatch(new RegExp(words.join('[^a-z]{0,20}'), 'i'));
  for (let at = 0; at < FILE_BYTES; at += 1_000) expect(all.includes(buffer.subarray(at, at + 16))).toBe(false);
});
