import { assertNever } from '../../shared/assert-never.ts';
import type { IdentityKey, MessageId, PeerId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import { type ChatMessage, type ControlMessage, type HeldMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { concerns, type Party } from './audience.ts';
import { AuthorKeys } from './author-keys.ts';
import { ChatLog } from './chat-log.ts';
import { newestHistory, packHistory, packKnown, packReceived } from './history.ts';
import { HistoryExchange, isNewer } from './history-exchange.ts';
import { asHeld, isSame, supersedes, versionOf } from './versions.ts';

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
  /** Messages that took the place of another version. */
  readonly revised: readonly ChatMessage[];
  /** Messages that came: to be given to {@link ChatSync.take}, in order, once their signatures are verified. */
  readonly arrived: readonly ChatMessage[];
  /** Own messages, and who is now known to have them; the same may be said again. */
  readonly delivered: readonly { readonly id: MessageId; readonly to: PeerId }[];
  readonly sends: readonly { readonly to: PeerId; readonly message: ChatControlMessage }[];
}

const NOTHING: ChatStep = { added: [], revised: [], arrived: [], delivered: [], sends: [] };

/**
 * Everybody's messages, each exactly once, and what to tell whom so that everybody gets them. New messages, and new
 * versions of them, go from their author to everybody linked whom they concern. What a lost link cost, and what a newcomer
 * has missed, is found when a link comes up: both ends list what they have that concerns the other, and send what is not
 * on the other's list. A direct message goes no other way than between its two people. Pure: the owner sends, feeds back what comes,
 * and verifies signatures.
 */
export class ChatSync {
  readonly #self: Party;
  readonly #log = new ChatLog<ChatMessage>(CHAT_LOG_ENTRIES_MAX);
  readonly #links = new Map<PeerId, LinkedPeer>();
  readonly #keys: AuthorKeys;

  /** `key` is this browser's own. */
  constructor(self: PeerId, key: IdentityKey) {
    this.#self = { peerId: self, key };
    this.#keys = new AuthorKeys(self, key);
  }

  /** All messages, in order. */
  get messages(): readonly ChatMessage[] {
    return this.#log.entries;
  }

  get(id: string): ChatMessage | undefined {
    return this.#log.get(id);
  }

  /** The key of somebody who is linked, or was; undefined if no link has ever proved one. */
  keyOf(peerId: PeerId): IdentityKey | undefined {
    return this.#keys.of(peerId);
  }

  /** An own message, new or in a new version. */
  say(message: ChatMessage): ChatStep {
    const { author: _author, authorKey: _authorKey, ...saying } = message;
    const kept = { [this.#log.get(message.id) === undefined ? 'added' : 'revised']: [message] };
    this.#keep(message);
    const to = [...this.#links.values()].filter(({ party }) => concerns(message, party));
    for (const { exchange } of to) exchange.noteSent(asHeld(message));
    const sends = to.map(({ party }) => ({ to: party.peerId, message: { type: 'chat', ...saying } as const }));
    return { ...NOTHING, ...kept, sends };
  }

  /** `key` is what the peer has proved to have. */
  linkUp(peerId: PeerId, key: IdentityKey): ChatStep {
    this.#keys.linkUp(peerId, key);
    const party = { peerId, key };
    const held = this.#historyFor(party).map(asHeld);
    this.#links.set(peerId, { party, exchange: new HistoryExchange(held) });
    return { ...NOTHING, sends: addressed(peerId, packKnown(held)) };
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
    const { party, exchange } = linked;
    if (message.type !== 'chat-known' && !exchange.isCompared) {
      throw new ProtocolError(`"${message.type}" came before the list of chat messages`);
    }
    switch (message.type) {
      case 'chat':
        return this.#arrive(party, [withAuthor(message, party)]);
      case 'chat-known':
        return this.#compare(party, message.held, exchange.takeKnown(message));
      case 'chat-history':
        exchange.checkHistory(message);
        return this.#arrive(party, message.messages);
      case 'chat-received':
        return this.#acknowledge(party, message.held);
      default:
        return assertNever(message);
    }
  }

  /**
   * Takes verified messages from their author, or history from anybody. Of two versions the greater one stays; what is no
   * version of what is here, or by another key than its author's, is left out; and only what is here as it was sent is
   * acknowledged. Of own ones, said before this page was loaded, the sender plainly has a copy.
   */
  take(from: PeerId, messages: readonly ChatMessage[]): ChatStep {
    const linked = this.#links.get(from);
    if (linked === undefined) return NOTHING;
    const before = new Set(messages.flatMap(({ id }) => (this.#log.get(id) === undefined ? [] : [id])));
    const changed = messages.filter((message) => this.#merge(message)).filter((message) => this.holds(message));
    const held = messages.filter((message) => this.holds(message));
    const received = held.filter(({ author }) => author === from).map(asHeld);
    return {
      ...NOTHING,
      added: changed.filter(({ id }) => !before.has(id)),
      revised: changed.filter(({ id }) => before.has(id)),
      delivered: this.#deliveredTo(linked.party, held.map(asHeld)),
      sends: addressed(from, packReceived(received)),
    };
  }

  /** A direct message may come from one of its two people to the other, and no other way. */
  #arrive(from: Party, messages: readonly ChatMessage[]): ChatStep {
    const isStray = (message: ChatMessage) => !concerns(message, from) || !concerns(message, this.#self);
    if (messages.some(isStray)) throw new ProtocolError('a direct chat message went astray');
    return { ...NOTHING, arrived: messages };
  }

  /** Whether the message is in the log now, and was not before. */
  #merge(message: ChatMessage): boolean {
    const held = this.#log.get(message.id);
    const isWelcome = held === undefined || supersedes(message, held);
    return isWelcome && this.#keys.accept(message.author, message.authorKey) && this.#keep(message);
  }

  /** False when the log is full of newer ones. */
  #keep(message: ChatMessage): boolean {
    if (this.#log.get(message.id) === undefined) return this.#log.insert(message);
    this.#log.replace(message);
    return true;
  }

  #historyFor(party: Party): readonly ChatMessage[] {
    return newestHistory(this.#log.entries.filter((message) => concerns(message, party)));
  }

  /** `there` is all that the other end has, with versions, once it has said so. */
  #compare(from: Party, held: readonly HeldMessage[], there: ReadonlyMap<MessageId, string> | undefined): ChatStep {
    const delivered = this.#deliveredTo(from, held);
    if (there === undefined) return { ...NOTHING, delivered };
    const isLacking = (message: ChatMessage) => isNewer(versionOf(message), there.get(message.id));
    const lacking = this.#historyFor(from).filter(isLacking);
    return { ...NOTHING, delivered, sends: addressed(from.peerId, packHistory(lacking)) };
  }

  /** An id that is not here is no fault: its message may have fallen out of the log. */
  #acknowledge(from: Party, held: readonly HeldMessage[]): ChatStep {
    const isForeign = ({ id }: HeldMessage) => (this.#log.get(id)?.author ?? this.#self.peerId) !== this.#self.peerId;
    if (held.some(isForeign)) throw new ProtocolError('somebody else’s chat message was acknowledged');
    return { ...NOTHING, delivered: this.#deliveredTo(from, held) };
  }

  /** Own messages among these that the other end has as they are now, and may have. */
  #deliveredTo(to: Party, held: readonly HeldMessage[]): ChatStep['delivered'] {
    const isDelivered = ({ id, version = '' }: HeldMessage) => {
      const message = this.#log.get(id);
      if (message === undefined || message.author !== this.#self.peerId) return false;
      return versionOf(message) === version && concerns(message, to);
    };
    return held.filter(isDelivered).map(({ id }) => ({ id, to: to.peerId }));
  }
}

interface LinkedPeer {
  readonly party: Party;
  readonly exchange: HistoryExchange;
}

function withAuthor(message: MessageOf<'chat'>, { peerId, key }: Party): ChatMessage {
  const { type: _type, ...saying } = message;
  return { ...saying, author: peerId, authorKey: key };
}

const addressed = (to: PeerId, messages: readonly ChatControlMessage[]) => messages.map((message) => ({ to, message }));
