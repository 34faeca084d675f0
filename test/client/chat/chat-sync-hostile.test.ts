import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatControlMessage, ChatSync } from '../../../client/chat/chat-sync.ts';
import {
  CHAT_HISTORY_BYTES_MAX,
  CHAT_HISTORY_MESSAGES_MAX,
  CHAT_IDS_PER_MESSAGE_MAX,
  CHAT_TEXT_LENGTH_MAX,
} from '../../../shared/limits.ts';
import { type ChatMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import {
  annId,
  arrive,
  benId,
  bens,
  cyId,
  cys,
  history,
  known,
  live,
  messageOf,
  own,
  part,
  received,
} from '../../support/fake-chat.ts';
import { fakeKeyOf } from '../../support/fake-ids.ts';

const many = (count: number, first = 1_000) => Array.from({ length: count }, (_, at) => cys(first + at));

/** Ann's. */
let sync: ChatSync;

beforeEach(() => {
  sync = new ChatSync(annId, fakeKeyOf(annId));
});

const fromBen = (message: ChatControlMessage) => arrive(sync, benId, message);

/** Links Ben, who has these. */
function linkBen(...messages: ChatMessage[]) {
  sync.linkUp(benId, fakeKeyOf(benId));
  return fromBen(known(...messages));
}

function expectRefused(...messages: readonly ChatControlMessage[]) {
  const before = [...sync.messages];
  const last = messages.at(-1);
  for (const message of messages.slice(0, -1)) fromBen(message);
  expect(() => last && fromBen(last)).toThrow(ProtocolError);
  expect(sync.messages.slice(0, before.length)).toEqual(before);
}

describe('a peer is refused who', () => {
  test.each([
    ['a message', live(bens(1))],
    ['history', history(bens(1))],
    ['an acknowledgement', received(own(1))],
  ])('sends %s before the list of what they have', (_, message) => {
    sync.linkUp(benId, fakeKeyOf(benId));
    expectRefused(message);
    expectRefused(part(known(cys(1))), message);
  });

  test('lists what they have twice', () => {
    linkBen();
    expectRefused(known());
  });

  test('lists more than a history may have', () => {
    sync.linkUp(benId, fakeKeyOf(benId));
    const ids = many(CHAT_HISTORY_MESSAGES_MAX + 1);
    expectRefused(
      part(known(...ids.slice(0, CHAT_IDS_PER_MESSAGE_MAX))),
      known(...ids.slice(CHAT_IDS_PER_MESSAGE_MAX)),
    );
  });

  test('lists the same over and over', () => {
    sync.linkUp(benId, fakeKeyOf(benId));
    expectRefused(...Array.from({ length: CHAT_HISTORY_MESSAGES_MAX + 1 }, () => part(known(cys(1)))));
  });

  test('sends what was listed here', () => {
    sync.say(own(1));
    linkBen();
    expectRefused(history(messageOf(cyId, 1, 'forged')));
  });

  test('sends a second history', () => {
    linkBen();
    expectRefused(history(cys(1)), history(cys(2)));
  });

  test('sends the same history over and over', () => {
    linkBen();
    expectRefused(part(history(cys(1))), part(history(cys(1))));
    expectRefused(history(cys(2), cys(2)));
  });

  test('sends more messages than a history may have', () => {
    linkBen();
    const messages = many(CHAT_HISTORY_MESSAGES_MAX + 1);
    expectRefused(part(history(...messages.slice(0, 600))), history(...messages.slice(600)));
    expect(sync.messages).toHaveLength(600);
  });

  test('sends more bytes than a history may have', () => {
    linkBen();
    const text = '漢'.repeat(CHAT_TEXT_LENGTH_MAX);
    const messages = many(1 + Math.ceil(CHAT_HISTORY_BYTES_MAX / (3 * text.length))).map((message) => ({
      ...message,
      text,
    }));
    expectRefused(part(history(...messages.slice(0, 10))), history(...messages.slice(10)));
    expect(sync.messages).toHaveLength(10);
  });

  test('acknowledges what somebody else said', () => {
    linkBen();
    fromBen(history(cys(1)));
    expectRefused(received(cys(1)));
  });
});
