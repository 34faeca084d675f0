import type { MessageId } from '../../shared/ids.ts';
import { CHAT_HISTORY_BYTES_MAX, CHAT_HISTORY_MESSAGES_MAX } from '../../shared/limits.ts';
import { type ControlMessage, type HeldMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { encodedBytes } from './history.ts';
import { versionOf } from './versions.ts';

/** Whether a version comes after the one that is held, if any is. */
export const isNewer = (version: string, held: string | undefined): boolean => held === undefined || version > held;

/**
 * How far one link is with the exchange of history, which happens once, both ways: each end lists what it has, and gets
 * what it lacks. Bounds what the other end may list and send.
 */
export class HistoryExchange {
  /** What the other end has, in which version; undefined once it has listed all of it and was sent the rest. */
  #there: Map<MessageId, string> | undefined = new Map();
  #listed = 0;
  /** What the other end has no reason to send, because it was listed here or has come; undefined once all has come. */
  #uncalledFor: Map<MessageId, string> | undefined;
  #messages = 0;
  #bytes = 0;

  /** `listedHere` is what the other end is told to be here. */
  constructor(listedHere: readonly HeldMessage[]) {
    this.#uncalledFor = new Map(listedHere.map(({ id, version = '' }) => [id, version]));
  }

  /** Whether the other end has listed all that it has. */
  get isCompared(): boolean {
    return this.#there === undefined;
  }

  /** A message went to the other end by itself: its history need not have it. */
  noteSent({ id, version = '' }: HeldMessage): void {
    if (isNewer(version, this.#there?.get(id))) this.#there?.set(id, version);
  }

  /**
   * Takes a part of the other end's list; answers with all that is there when it was the last. Throws
   * {@link ProtocolError} when the list is too long or comes again.
   */
  takeKnown({
    held,
    last,
  }: Extract<ControlMessage, { type: 'chat-known' }>): ReadonlyMap<MessageId, string> | undefined {
    const there = this.#there;
    if (there === undefined) throw new ProtocolError('a second list of chat messages');
    this.#listed += held.length;
    if (this.#listed > CHAT_HISTORY_MESSAGES_MAX) throw new ProtocolError('a list of too many chat messages');
    for (const message of held) this.noteSent(message);
    if (!last) return undefined;
    this.#there = undefined;
    return there;
  }

  /** Checks a part of the history from the other end. Throws {@link ProtocolError} for what was not lacking here. */
  checkHistory({ messages, last }: Extract<ControlMessage, { type: 'chat-history' }>): void {
    if (this.#uncalledFor === undefined) throw new ProtocolError('a second chat history');
    for (const message of messages) {
      const version = versionOf(message);
      if (!isNewer(version, this.#uncalledFor.get(message.id))) {
        throw new ProtocolError('a chat message that was known came as history');
      }
      this.#uncalledFor.set(message.id, version);
      this.#messages += 1;
      this.#bytes += encodedBytes(message);
    }
    if (this.#messages > CHAT_HISTORY_MESSAGES_MAX || this.#bytes > CHAT_HISTORY_BYTES_MAX) {
      throw new ProtocolError('too long a chat history');
    }
    if (last) this.#uncalledFor = undefined;
  }
}
