import type { ChatControlMessage, ChatStep, ChatSync } from '../../client/chat/chat-sync.ts';
import { asHeld } from '../../client/chat/versions.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { ChatMessage } from '../../shared/peer-protocol.ts';
import { fakeKeyOf, fakeMessageId, fakePeerId } from './fake-ids.ts';

/** What Ann, Ben and Cy say, and how it travels; Ann is the one whose chat is tested. */

export const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const names = new Map([
  [annId, 'Ann'],
  [benId, 'Ben'],
  [cyId, 'Cy'],
]);

/** Stands where a signature does: what these tests are about comes after it was verified. */
const FAKE_SIGNATURE = '5'.repeat(128);

/** What this person says at that millisecond, under that id. */
export const messageOf = (author: ChatMessage['author'], number: number, text = `text ${number}`): ChatMessage => ({
  id: fakeMessageId(number),
  author,
  name: names.get(author) ?? 'Somebody',
  clock: { time: 1_700_000_000_000 + number, counter: 0 },
  text,
  authorKey: fakeKeyOf(author),
  signature: FAKE_SIGNATURE,
});
/** The same with a text of its author's, changed for that time. */
export const revised = (message: ChatMessage, revision: number, text = `revised ${revision}`): ChatMessage => ({
  ...message,
  text,
  revision,
  signature: `${revision}`.padStart(128, '6'),
});
/** The same, to this person alone. */
export const only = (peerId: PeerId, message: ChatMessage): ChatMessage => ({
  ...message,
  to: { peerId, key: fakeKeyOf(peerId) },
});
export const own = (number: number) => messageOf(annId, number);
export const bens = (number: number) => messageOf(benId, number);
export const cys = (number: number) => messageOf(cyId, number);

/** As its author says it. */
export const live = ({ author: _author, authorKey: _authorKey, ...saying }: ChatMessage): ChatControlMessage => ({
  type: 'chat',
  ...saying,
});
export const known = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-known',
  held: messages.map(asHeld),
  last: true,
});
export const history = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-history',
  messages,
  last: true,
});
export const received = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-received',
  held: messages.map(asHeld),
});
/** The same, with more to come. */
export const part = <Message extends ChatControlMessage>(message: Message): Message => ({ ...message, last: false });

/** A message comes, and its signatures are right. */
export function arrive(sync: ChatSync, from: PeerId, message: ChatControlMessage): Omit<ChatStep, 'arrived'> {
  const { arrived, ...step } = sync.receive(from, message);
  const taken = sync.take(from, arrived);
  return {
    added: [...step.added, ...taken.added],
    revised: [...step.revised, ...taken.revised],
    delivered: [...step.delivered, ...taken.delivered],
    sends: [...step.sends, ...taken.sends],
  };
}
