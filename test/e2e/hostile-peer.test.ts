import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
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
const pieceHeader = () => [1, ...Array<number>(16).fill(7), 0, 0, 0, 0, 0, 0, 0, 1, ...Array<number>(32).fill(0)];

describe('somebody who sends', () => {
  test.for(misdeeds)('%s is dropped, and says why', async ([, reason, misbehave], { visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    const ben = await visit('Ben', link);
    const mallory = await visit('Mallory', link);
    await exposeChannels(mallory.page);
    await ann.connectedTo('Ben', 'Mallory');
    await ben.connectedTo('Ann', 'Mallory');
    await mallory.connectedTo('Ann', 'Ben');

    // A transfer between the honest two is under way meanwhile.
    const content = randomBytes(8_000_000);
    await ann.chooseFiles({ name: 'honest.bin', mimeType: 'application/octet-stream', buffer: content });
    await ann.page.getByRole('checkbox', { name: 'Ben' }).check();
    await ann.button('Send now').click();
    const accepting = ben.accept();

    await misbehave(mallory);
    await ann.conversation.getByText(/^Mallory was dropped, because .*Everything else goes on\.$/).waitFor();
    await ann.hears(reason);
    await ann.person('Mallory').getByText('Cannot connect').waitFor();

    expect((await bytesOf(await accepting)).equals(content)).toBe(true);
    await ben.say('we go on');
    await ann.hears('we go on');
    expect(await mallory.conversation.getByText('we go on').count()).toBe(0);
  });
});
