import {
  CHAT_HISTORY_BYTES_MAX,
  CHAT_HISTORY_MESSAGES_MAX,
  CHAT_IDS_PER_MESSAGE_MAX,
  CONTROL_MESSAGE_LENGTH_MAX,
} from '../../shared/limits.ts';
import type { ChatMessage, ControlMessage, HeldMessage } from '../../shared/peer-protocol.ts';

type ChatKnown = Extract<ControlMessage, { type: 'chat-known' }>;
type ChatHistory = Extract<ControlMessage, { type: 'chat-history' }>;
type ChatReceived = Extract<ControlMessage, { type: 'chat-received' }>;

/** What a message takes in a history, in bytes: its JSON in UTF-8, since that is what travels. */
export const encodedBytes = (message: ChatMessage): number => new TextEncoder().encode(JSON.stringify(message)).length;

/** The newest messages of a log that fit {@link CHAT_HISTORY_MESSAGES_MAX} and {@link CHAT_HISTORY_BYTES_MAX}. */
export function newestHistory(log: readonly ChatMessage[]): readonly ChatMessage[] {
  const newest = log.slice(-CHAT_HISTORY_MESSAGES_MAX);
  let bytes = 0;
  const tooMuch = newest.findLastIndex((message) => {
    bytes += encodedBytes(message);
    return bytes > CHAT_HISTORY_BYTES_MAX;
  });
  return newest.slice(tooMuch + 1);
}

/** As many control messages as this list needs: one at least, and the last one marked. */
export function packKnown(held: readonly HeldMessage[]): ChatKnown[] {
  return markLast(chunks(held), (part, last) => ({ type: 'chat-known', held: part, last }));
}

/** As many control messages as this list needs, or none. */
export function packReceived(held: readonly HeldMessage[]): ChatReceived[] {
  return chunks(held).map((part) => ({ type: 'chat-received', held: part }));
}

/** As many messages as these need, each within {@link CONTROL_MESSAGE_LENGTH_MAX}: one at least, and the last one marked. */
export function packHistory(messages: readonly ChatMessage[]): ChatHistory[] {
  const pack = (part: ChatMessage[], last: boolean): ChatHistory => ({ type: 'chat-history', messages: part, last });
  const lengthMax = CONTROL_MESSAGE_LENGTH_MAX - JSON.stringify(pack([], false)).length;
  const parts: ChatMessage[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const more = JSON.stringify(message).length + 1; // and a comma
    if (length + more > lengthMax) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(message);
    length += more;
  }
  return markLast(parts, pack);
}

function chunks(held: readonly HeldMessage[]): HeldMessage[][] {
  const count = Math.ceil(held.length / CHAT_IDS_PER_MESSAGE_MAX);
  return Array.from({ length: count }, (_, at) =>
    held.slice(at * CHAT_IDS_PER_MESSAGE_MAX, (at + 1) * CHAT_IDS_PER_MESSAGE_MAX),
  );
}

/** Something that ends must have an end: no parts at all become one that is empty. */
function markLast<Item, Packed>(parts: Item[][], pack: (part: Item[], last: boolean) => Packed): Packed[] {
  const some = parts.length > 0 ? parts : [[]];
  return some.map((part, at) => pack(part, at === some.length - 1));
}
