import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodedBytes, newestHistory, packHistory, packKnown, packReceived } from '../../../client/chat/history.ts';
import { asHeld } from '../../../client/chat/versions.ts';
import {
  CHAT_HISTORY_BYTES_MAX,
  CHAT_HISTORY_MESSAGES_MAX,
  CHAT_IDS_PER_MESSAGE_MAX,
  CHAT_TEXT_LENGTH_MAX,
  CONTROL_BUFFER_BYTES_MAX,
  CONTROL_MESSAGE_LENGTH_MAX,
} from '../../../shared/limits.ts';
import { type ChatMessage, parseControlMessage } from '../../../shared/peer-protocol.ts';
import { fakeKeyOf, fakeMessageId, fakePeerId } from '../../support/fake-ids.ts';

const messageOf = (number: number, text = `${number}`): ChatMessage => ({
  id: fakeMessageId(number),
  author: fakePeerId(1),
  name: 'Ann',
  clock: { time: 1_700_000_000_000 + number, counter: 0 },
  text,
  authorKey: fakeKeyOf(fakePeerId(1)),
  signature: '5'.repeat(128),
});

const messagesOf = (count: number, text?: string) => Array.from({ length: count }, (_, at) => messageOf(at, text));
const heldOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: fakeMessageId(at), version: '01'.repeat(8) }));
const lengthOf = (message: unknown) => JSON.stringify(message).length;
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** Texts that take one, three, six and four bytes for a character, or two. */
const longTexts = ['x', '漢', '\u0000', '😀'].map((character) =>
  character.repeat(CHAT_TEXT_LENGTH_MAX / character.length),
);

describe('the history', () => {
  test('is all of a short log', () => {
    expect(newestHistory([])).toEqual([]);
    expect(newestHistory(messagesOf(3))).toEqual(messagesOf(3));
    expect(newestHistory(messagesOf(CHAT_HISTORY_MESSAGES_MAX))).toHaveLength(CHAT_HISTORY_MESSAGES_MAX);
  });

  test('is the newest of a long one', () => {
    const log = messagesOf(CHAT_HISTORY_MESSAGES_MAX + 7);
    expect(newestHistory(log)).toEqual(log.slice(7));
  });

  test.each(longTexts)('of long texts is as many of the newest as its bytes allow, and not one less', (text) => {
    const log = messagesOf(500, text);
    const history = newestHistory(log);
    expect(history).toEqual(log.slice(-history.length));
    const bytes = sumOf(history.map(encodedBytes));
    expect(bytes).toBeLessThanOrEqual(CHAT_HISTORY_BYTES_MAX);
    expect(bytes + encodedBytes(messageOf(0, text))).toBeGreaterThan(CHAT_HISTORY_BYTES_MAX);
  });

  test('has no gap: what is older than the first that is too much stays out', () => {
    const large = messageOf(1, longTexts[2]);
    const log = [messageOf(0), ...Array.from({ length: 40 }, () => large), messageOf(2)];
    const history = newestHistory(log);
    expect(history.at(-1)).toEqual(messageOf(2));
    expect(history).not.toContainEqual(messageOf(0));
  });

  test.each(longTexts)('fits the control buffer in full, with all that is said around it', (text) => {
    const history = newestHistory(messagesOf(500, text));
    const all = [...packKnown(history.map(asHeld)), ...packHistory(history)];
    const bytes = sumOf(all.map((message) => new TextEncoder().encode(JSON.stringify(message)).length));
    expect(bytes).toBeLessThan(CONTROL_BUFFER_BYTES_MAX / 2);
  });
});

describe('control messages for history', () => {
  test('are one that is the last when there is nothing', () => {
    expect(packKnown([])).toEqual([{ type: 'chat-known', held: [], last: true }]);
    expect(packHistory([])).toEqual([{ type: 'chat-history', messages: [], last: true }]);
    expect(packReceived([])).toEqual([]);
  });

  test('are as many as the list needs', () => {
    const held = heldOf(CHAT_IDS_PER_MESSAGE_MAX + 1);
    const [first, second, ...more] = packKnown(held);
    expect([first?.last, second?.last, more]).toEqual([false, true, []]);
    expect([first, second].flatMap((message) => message?.held ?? [])).toEqual(held);
    expect(packReceived(held).flatMap((message) => message.held)).toEqual(held);
    for (const message of [...packKnown(held), ...packReceived(held)]) {
      expect(parseControlMessage(JSON.stringify(message))).toEqual(message);
    }
  });

  test('carry all messages in order, each within its bound and parsed as it was sent', () => {
    const anyText = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.constantFrom(...longTexts));
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 30 }), (texts) => {
        const messages = texts.map((text, at) => messageOf(at, text));
        const packed = packHistory(messages);
        expect(packed.flatMap((message) => message.messages)).toEqual(messages);
        expect(packed.map(({ last }) => last)).toEqual(packed.map((_, at) => at === packed.length - 1));
        for (const message of packed) {
          expect(lengthOf(message)).toBeLessThanOrEqual(CONTROL_MESSAGE_LENGTH_MAX);
          expect(parseControlMessage(JSON.stringify(message))).toEqual(message);
        }
      }),
    );
  });

  test('are no more than they need to be', () => {
    const packed = packHistory(messagesOf(1_000));
    for (const message of packed.slice(0, -1)) {
      expect(lengthOf(message) + lengthOf(messageOf(999)) + 1).toBeGreaterThan(CONTROL_MESSAGE_LENGTH_MAX - 10);
    }
  });
});
