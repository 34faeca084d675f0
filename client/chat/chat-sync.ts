import { assertNever } from '../../shared/assert-never.ts';
import type { MessageId, PeerId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import { type ChatMessage, type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { ChatLog } from './chat-log.ts';
import { newestHistory, packHistory, packKnown, packReceived } from './history.ts';
import { HistoryExchange } from './history-exchange.ts';
import { compareClocks } from './hybrid-clock.ts';

const chatTypes = ['chat', 'chat-known', 'chat-history', 'chat-received'] as const;

/** What peers say to each other so that everybody has every message. */
export type ChatControlMessage = Extract<ControlMessage, { type: (typeof chatTypes)[number] }>;

export const isChatMessage = (message: ControlMessage): message is ChatControlMessage =>
  chatTypes.some((type) => type === message.type);

/** What came of an event. */
export interface ChatStep {
  /** Messages that were not in the log before. */
  readonly added: readonly ChatMessage[];
  /** Own messages, and who is now known to have them; the same may be said again. */
  readonly delivered: readonly { readonly id: MessageId; readonly to: PeerId }[];
  readonly sends: readonly { readonly to: PeerId; readonly message: ChatControlMessage }[];
}

const NOTHING: ChatStep = { added: [], delivered: [], sends: [] };

/**
 * Everybody's messages, each exactly once, and what to tell whom so that everybody gets them. New messages go from their
 * author to everybody linked. What a lost link cost, and what a newcomer has missed, is found when a link comes up:
 * both ends list their history, and send what is not on the other's list. Pure: the owner sends, and feeds back what
 * comes.
 */
export class ChatSync {
  readonly #self: PeerId;
  readonly #log = new ChatLog<ChatMessage>(CHAT_LOG_ENTRIES_MAX);
  readonly #links = new Map<PeerId, HistoryExchange>();

  constructor(self: PeerId) {
    this.#self = self;
  }

  /** All messages, in order. */
  get messages(): readonly ChatMessage[] {
    return this.#log.entries;
  }

  /** An own message, new. */
  say(message: ChatMessage): ChatStep {
    const { id, clock, text } = message;
    this.#log.insert(message);
    for (const exchange of this.#links.values()) exchange.noteSent(id);
    const sends = [...this.#links.keys()].map((to) => ({ to, message: { type: 'chat', id, clock, text } as const }));
    return { ...NOTHING, added: [message], sends };
  }

  linkUp(peerId: PeerId): ChatStep {
    const ids = newestHistory(this.#log.entries).map(({ id }) => id);
    this.#links.set(peerId, new HistoryExchange(ids));
    return { ...NOTHING, sends: addressed(peerId, packKnown(ids)) };
  }

  linkDown(peerId: PeerId): void {
    this.#links.delete(peerId);
  }

  /**
   * A message from a peer who is now called `name`. Throws {@link ProtocolError} for what is out of place or beyond the
   * bounds; then the log is as it was.
   */
  receive(from: PeerId, name: string, message: ChatControlMessage): ChatStep {
    const exchange = this.#links.get(from);
    if (exchange === undefined) return NOTHING;
    if (message.type !== 'chat-known' && !exchange.isCompared) {
      throw new ProtocolError(`"${message.type}" came before the list of chat messages`);
    }
    switch (message.type) {
      case 'chat':
        return this.#take(from, [{ id: message.id, author: from, name, clock: message.clock, text: message.text }]);
      case 'chat-known':
        return this.#compare(from, message.ids, exchange.takeKnown(message));
      case 'chat-history':
        exchange.checkHistory(message);
        return this.#take(from, message.messages);
      case 'chat-received':
        return this.#acknowledge(from, message.ids);
      default:
        return assertNever(message);
    }
  }

  /**
   * Takes messages from their author, or history from anybody. One that is here is never changed, and only what is here
   * as it was sent is acknowledged. Of own ones, said before this page was loaded, the sender plainly has a copy.
   */
  #take(from: PeerId, messages: readonly ChatMessage[]): ChatStep {
    const added = messages.filter((message) => this.#log.insert(message));
    const held = messages.filter((message) => isSame(this.#log.get(message.id), message));
    const received = held.filter(({ author }) => author === from).map(({ id }) => id);
    return {
      added,
      delivered: this.#deliveredTo(
        from,
        held.map(({ id }) => id),
      ),
      sends: addressed(from, packReceived(received)),
    };
  }

  /** `there` is all that the other end has, once it has said so. */
  #compare(from: PeerId, ids: readonly MessageId[], there: ReadonlySet<MessageId> | undefined): ChatStep {
    const delivered = this.#deliveredTo(from, ids);
    if (there === undefined) return { ...NOTHING, delivered };
    const lacking = newestHistory(this.#log.entries).filter(({ id }) => !there.has(id));
    return { ...NOTHING, delivered, sends: addressed(from, packHistory(lacking)) };
  }

  /** An id that is not here is no fault: its message may have fallen out of the log. */
  #acknowledge(from: PeerId, ids: readonly MessageId[]): ChatStep {
    const isForeign = (id: MessageId) => (this.#log.get(id)?.author ?? this.#self) !== this.#self;
    if (ids.some(isForeign)) throw new ProtocolError('somebody else’s chat message was acknowledged');
    return { ...NOTHING, delivered: this.#deliveredTo(from, ids) };
  }

  #deliveredTo(to: PeerId, ids: readonly MessageId[]): ChatStep['delivered'] {
    return ids.filter((id) => this.#log.get(id)?.author === this.#self).map((id) => ({ id, to }));
  }
}

const addressed = (to: PeerId, messages: readonly ChatControlMessage[]) => messages.map((message) => ({ to, message }));

const isSame = (one: ChatMessage | undefined, other: ChatMessage) =>
  one?.author === other.author && one.text === other.text && compareClocks(one.clock, other.clock) === 0;
