import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { PEER_PROTOCOL_VERSION } from '../../shared/peer-protocol.ts';
import { exposeChannels, sendBulk, sendControl } from '../support/hostile-peer.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';

/** Somebody whose page says what it should not; each is dropped with a reason. */
const misdeeds: readonly (readonly [string, string, (mallory: Person) => Promise<void>])[] = [
  ['text that is not JSON', 'not JSON', ({ page }) => sendControl(page, '{"type":')],
  ['a message of an unknown type', 'malformed', ({ page }) => sendControl(page, '{"type":"format-disk"}')],
  ['a second handshake', 'malformed', ({ page }) => sendControl(page, hello)],
  ['history out of place', 'a second chat history', ({ page }) => sendControl(page, emptyHistory)],
  ['an oversized message', 'too long', ({ page }) => sendControl(page, `"${'x'.repeat(40_000)}"`)],
  ['a piece header of the wrong length', 'wrong length', ({ page }) => sendBulk(page, [1, 2, 3])],
  ['a piece that nobody asked for', 'nobody asked for', ({ page }) => sendBulk(page, pieceHeader())],
];

const hello = JSON.stringify({ type: 'hello', version: PEER_PROTOCOL_VERSION, nonce: '0'.repeat(32) });

const emptyHistory = JSON.stringify({ type: 'chat-history', messages: [], last: true });

/** The header of a one-byte piece of the files of a made-up transfer. */
const pieceHeader = () => {
  const one = [0, 0, 0, 1];
  return [1, ...Array<number>(16).fill(7), 0, 0, 0, 0, ...one, ...one, ...Array<number>(32).fill(0)];
};

/** Mallory comes in, and everybody is linked to everybody. */
async function comeIn(mallory: Person, [ann, ben]: readonly [Person, Person]): Promise<void> {
  await exposeChannels(mallory.page);
  await mallory.connectedTo('Ann', 'Ben');
  for (const person of [ann, ben]) await person.connectedTo(mallory.name);
}

/** A dozen pages are opened one after another, in ms. */
const TIMEOUT_MS = 240_000;

test('somebody who sends what nobody may is dropped with a reason, and everything else goes on', {
  timeout: TIMEOUT_MS,
}, async ({ meet, visit }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  for (const [at, [misdeed, reason, misbehave]] of misdeeds.entries()) {
    const name = `Mallory ${at}`;
    const mallory = await visit(name, ann.page.url());
    await comeIn(mallory, [ann, ben]);
    // A transfer between the honest two is under way meanwhile.
    const buffer = randomBytes(4_000_000);
    await ann.chooseFiles({ name: `honest ${at}.bin`, mimeType: 'application/octet-stream', buffer });
    await ann.page.getByRole('checkbox', { name: 'Ben' }).check();
    await ann.button('Send now').click();
    const accepting = ben.accept();

    await misbehave(mallory);
    const dropped = new RegExp(`^${name} was dropped, because .*${reason}.*Everything else goes on\\.$`);
    await ann.conversation.getByText(dropped).waitFor();
    await ann.person(name).getByText('Cannot connect').waitFor();
    expect((await bytesOf(await accepting)).equals(buffer), misdeed).toBe(true);
    await ben.say(`we go on ${at}`);
    await ann.hears(`we go on ${at}`);
    expect(await mallory.conversation.getByText(`we go on ${at}`).count(), misdeed).toBe(0);
    await mallory.button('Leave room').click();
    for (const person of [ann, ben]) await person.person(name).waitFor({ state: 'detached' });
  }
});
