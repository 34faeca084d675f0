import type { ChatControlMessage } from '../../client/chat/chat-sync.ts';
import type { ChatMessage } from '../../shared/peer-protocol.ts';
import { fakeMessageId, fakePeerId } from './fake-ids.ts';

/** What Ann, Ben and Cy say, and how it travels; Ann is the one whose chat is tested. */

export const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const names = new Map([
  [annId, 'Ann'],
  [benId, 'Ben'],
  [cyId, 'Cy'],
]);

/** What this person says at that millisecond, under that id. */
export const messageOf = (author: ChatMessage['author'], number: number, text = `text ${number}`): ChatMessage => ({
  id: fakeMessageId(number),
  author,
  name: names.get(author) ?? 'Somebody',
  clock: { time: 1_700_000_000_000 + number, counter: 0 },
  text,
});
export const own = (number: number) => messageOf(annId, number);
export const bens = (number: number) => messageOf(benId, number);
export const cys = (number: number) => messageOf(cyId, number);

/** As its author says it. */
export const live = ({ id, clock, text }: ChatMessage): ChatControlMessage => ({ type: 'chat', id, clock, text });
export const known = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-known',
  ids: messages.map(({ id }) => id),
  last: true,
});
export const history = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-history',
  messages,
  last: true,
});
export const received = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-received',
  ids: messages.map(({ id }) => id),
});
/** The same, with more to come. */
export const part = <Message extends ChatControlMessage>(message: Message): Message => ({ ...message, last: false });
