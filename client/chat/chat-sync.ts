import { assertNever } from '../../shared/assert-never.ts';
import type { IdentityKey, MessageId, PeerId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import { type ChatMessage, type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { AuthorKeys } from './author-keys.ts';
import { ChatLog } from './chat-log.ts';
import { newestHistory, packHistory, packKnown, packReceived } from './history.ts';
import { HistoryExchange } from './history-exchange.ts';
import { compareClocks } from './hybrid-clock.ts';

const chatTypes = ['chat', 'chat-known', 'chat-history', 'chat-received'] as const;

/** What peers say to each other so that everybody has every message. */
export type ChatControlMessage = MessageOf<(typeof chatTypes)[number]>;

type MessageOf<Type> = Extract<ControlMessage, { type: Type }>;

export const isChatMessage = (message: ControlMessage): message is ChatControlMessage =>
  chatTypes.some((type) => type === message.type);

/** What came of an event. */
export interface ChatStep {
  /** Messages that were not in the log before. */
  readonly added: readonly ChatMessage[];
  /** Messages that came: to be given to {@link ChatSync.take}, in order, once their signatures are verified. */
  readonly arrived: readonly ChatMessage[];
  /** Own messages, and who is now known to have them; the same may be said again. */
  readonly delivered: readonly { readonly id: MessageId; readonly to: PeerId }[];
  readonly sends: readonly { readonly to: PeerId; readonly message: ChatControlMessage }[];
}

const NOTHING: ChatStep = { added: [], arrived: [], delivered: [], sends: [] };

/**
 * Everybody's messages, each exactly once, and what to tell whom so that everybody gets them. New messages go from their
 * author to everybody linked. What a lost link cost, and what a newcomer has missed, is found when a link comes up:
 * both ends list their history, and send what is not on the other's list. Pure: the owner sends, feeds back what comes,
 * and verifies signatures.
 */
export class ChatSync {
  readonly #self: PeerId;
  readonly #log = new ChatLog<ChatMessage>(CHAT_LOG_ENTRIES_MAX);
  readonly #links = new Map<PeerId, LinkedPeer>();
  readonly #keys: AuthorKeys;

  /** `key` is this browser's own. */
  constructor(self: PeerId, key: IdentityKey) {
    this.#self = self;
    this.#keys = new AuthorKeys(self, key);
  }

  /** All messages, in order. */
  get messages(): readonly ChatMessage[] {
    return this.#log.entries;
  }

  /** An own message, new. */
  say(message: ChatMessage): ChatStep {
    const { author: _author, authorKey: _authorKey, ...saying } = message;
    this.#log.insert(message);
    for (const { exchange } of this.#links.values()) exchange.noteSent(message.id);
    const sends = [...this.#links.keys()].map((to) => ({ to, message: { type: 'chat', ...saying } as const }));
    return { ...NOTHING, added: [message], sends };
  }

  /** `key` is what the peer has proved to have. */
  linkUp(peerId: PeerId, key: IdentityKey): ChatStep {
    this.#keys.linkUp(peerId, key);
    const ids = newestHistory(this.#log.entries).map(({ id }) => id);
    this.#links.set(peerId, { key, exchange: new HistoryExchange(ids) });
    return { ...NOTHING, sends: addressed(peerId, packKnown(ids)) };
  }

  linkDown(peerId: PeerId): void {
    this.#links.delete(peerId);
    this.#keys.linkDown(peerId);
  }

  /** Whether a message is here, exactly like this: so it has been verified. */
  holds(message: ChatMessage): boolean {
    return isSame(this.#log.get(message.id), message);
  }

  /** Throws {@link ProtocolError} for what is out of place or beyond the bounds; then the log is as it was. */
  receive(from: PeerId, message: ChatControlMessage): ChatStep {
    const linked = this.#links.get(from);
    if (linked === undefined) return NOTHING;
    const { key, exchange } = linked;
    if (message.type !== 'chat-known' && !exchange.isCompared) {
      throw new ProtocolError(`"${message.type}" came before the list of chat messages`);
    }
    switch (message.type) {
      case 'chat':
        return { ...NOTHING, arrived: [withAuthor(message, from, key)] };
      case 'chat-known':
        return this.#compare(from, message.ids, exchange.takeKnown(message));
      case 'chat-history':
        exchange.checkHistory(message);
        return { ...NOTHING, arrived: message.messages };
      case 'chat-received':
        return this.#acknowledge(from, message.ids);
      default:
        return assertNever(message);
    }
  }

  /**
   * Takes verified messages from their author, or history from anybody. One that is here is never changed, one by another
   * key than its author's is left out, and only what is here as it was sent is acknowledged. Of own ones, said before
   * this page was loaded, the sender plainly has a copy.
   */
  take(from: PeerId, messages: readonly ChatMessage[]): ChatStep {
    if (!this.#links.has(from)) return NOTHING;
    const added = messages.filter((message) => this.#insert(message));
    const held = messages.filter((message) => this.holds(message));
    const received = held.filter(({ author }) => author === from).map(({ id }) => id);
    return {
      ...NOTHING,
      added,
      delivered: this.#deliveredTo(
        from,
        held.map(({ id }) => id),
      ),
      sends: addressed(from, packReceived(received)),
    };
  }

  #insert(message: ChatMessage): boolean {
    const { id, author, authorKey } = message;
    return this.#log.get(id) === undefined && this.#keys.accept(author, authorKey) && this.#log.insert(message);
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

interface LinkedPeer {
  readonly key: IdentityKey;
  readonly exchange: HistoryExchange;
}

function withAuthor(message: MessageOf<'chat'>, author: PeerId, authorKey: IdentityKey): ChatMessage {
  const { type: _type, ...saying } = message;
  return { ...saying, author, authorKey };
}

const addressed = (to: PeerId, messages: readonly ChatControlMessage[]) => messages.map((message) => ({ to, message }));

const isSame = (one: ChatMessage | undefined, other: ChatMessage) =>
  one?.author === other.author &&
  one.authorKey === other.authorKey &&
  one.signature === other.signature &&
  one.name === other.name &&
  one.text === other.text &&
  compareClocks(one.clock, other.clock) === 0;
