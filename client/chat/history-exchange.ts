import type { MessageId } from '../../shared/ids.ts';
import { CHAT_HISTORY_BYTES_MAX, CHAT_HISTORY_MESSAGES_MAX } from '../../shared/limits.ts';
import { type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { encodedBytes } from './history.ts';

/**
 * How far one link is with the exchange of history, which happens once, both ways: each end lists what it has, and gets
 * what it lacks. Bounds what the other end may list and send.
 */
export class HistoryExchange {
  /** What the other end has; undefined once it has listed all of it and was sent the rest. */
  #there: Set<MessageId> | undefined = new Set();
  #listed = 0;
  /** What the other end has no reason to send, because it was listed here or has come; undefined once all has come. */
  #uncalledFor: Set<MessageId> | undefined;
  #messages = 0;
  #bytes = 0;

  /** `listedHere` is what the other end is told to be here. */
  constructor(listedHere: readonly MessageId[]) {
    this.#uncalledFor = new Set(listedHere);
  }

  /** Whether the other end has listed all that it has. */
  get isCompared(): boolean {
    return this.#there === undefined;
  }

  /** A message went to the other end by itself: its history need not have it. */
  noteSent(id: MessageId): void {
    this.#there?.add(id);
  }

  /**
   * Takes a part of the other end's list; answers with all that is there when it was the last. Throws
   * {@link ProtocolError} when the list is too long or comes again.
   */
  takeKnown({ ids, last }: Extract<ControlMessage, { type: 'chat-known' }>): ReadonlySet<MessageId> | undefined {
    const there = this.#there;
    if (there === undefined) throw new ProtocolError('a second list of chat messages');
    this.#listed += ids.length;
    if (this.#listed > CHAT_HISTORY_MESSAGES_MAX) throw new ProtocolError('a list of too many chat messages');
    for (const id of ids) there.add(id);
    if (!last) return undefined;
    this.#there = undefined;
    return there;
  }

  /** Checks a part of the history from the other end. Throws {@link ProtocolError} for what was not lacking here. */
  checkHistory({ messages, last }: Extract<ControlMessage, { type: 'chat-history' }>): void {
    if (this.#uncalledFor === undefined) throw new ProtocolError('a second chat history');
    for (const message of messages) {
      if (this.#uncalledFor.has(message.id)) throw new ProtocolError('a chat message that was known came as history');
      this.#uncalledFor.add(message.id);
      this.#messages += 1;
      this.#bytes += encodedBytes(message);
    }
    if (this.#messages > CHAT_HISTORY_MESSAGES_MAX || this.#bytes > CHAT_HISTORY_BYTES_MAX) {
      throw new ProtocolError('too long a chat history');
    }
    if (last) this.#uncalledFor = undefined;
  }
}
