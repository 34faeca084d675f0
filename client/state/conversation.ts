import type { WritableAtom } from 'nanostores';
import { createMessageId, type IdentityKey, type MessageId, type PeerId, type TransferId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import { type ChatMessage, type Clock, ProtocolError } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { ChatLog } from '../chat/chat-log.ts';
import { type ChatControlMessage, type ChatStep, ChatSync } from '../chat/chat-sync.ts';
import { HybridClock } from '../chat/hybrid-clock.ts';
import { SignatureChecks } from '../chat/signature-checks.ts';
import { isGenuine, signMessage } from '../chat/signed-message.ts';
import type { Link } from '../net/link.ts';
import type { Identity } from '../trust/identity.ts';
import type { ConversationEntry } from './views.ts';

export interface ConversationOptions {
  readonly self: PeerId;
  /** Own messages are signed with it. */
  readonly identity: Identity;
  /** The number of the room: what is signed in one room is worth nothing in another. */
  readonly room: number;
  /** Wall time in ms since 1970. */
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
}

/** What an entry shows, apart from its name and time. */
type EntryContent = ConversationEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never;

interface PlacedEntry {
  readonly id: string;
  readonly clock: Clock;
  readonly entry: ConversationEntry;
}

/** The conversation of one room: everybody's messages in one order, and this browser's own notices among them. */
export class Conversation {
  readonly #store: WritableAtom<readonly ConversationEntry[]>;
  readonly #options: ConversationOptions;
  readonly #clock: HybridClock;
  readonly #sync: ChatSync;
  readonly #checks: SignatureChecks;
  readonly #links = new Map<PeerId, Link>();
  readonly #log = new ChatLog<PlacedEntry>(CHAT_LOG_ENTRIES_MAX);
  #locals = 0;

  constructor(store: WritableAtom<readonly ConversationEntry[]>, options: ConversationOptions) {
    this.#store = store;
    this.#options = options;
    this.#clock = new HybridClock(options.now);
    this.#sync = new ChatSync(options.self, options.identity.publicKey);
    this.#checks = new SignatureChecks({
      isHeld: (message) => this.#sync.holds(message),
      isGenuine: (message) => isGenuine(options.room, message),
    });
    store.set([]);
  }

  /** Adds an own message, and sends it. `audience` is who is in the room, linked or not. */
  say(name: string, text: string, audience: readonly PeerId[]): void {
    const { self, identity, room, randomBytes, now } = this.#options;
    const id = createMessageId(randomBytes);
    const message = signMessage(identity, room, { id, author: self, name, clock: this.#clock.tick(), text });
    this.#perform(this.#sync.say(message), now, new Set(audience));
  }

  /** `key` is what the other end has proved to have. */
  linked(link: Link, key: IdentityKey): void {
    this.#links.set(link.peerId, link);
    this.#perform(this.#sync.linkUp(link.peerId, key), this.#options.now);
  }

  unlinked(peerId: PeerId): void {
    this.#links.delete(peerId);
    this.#sync.linkDown(peerId);
  }

  /**
   * Throws a {@link ProtocolError} for what is out of place or has a wrong signature. History takes a while, and ends the
   * link by itself.
   */
  receive(from: PeerId, message: ChatControlMessage): void {
    const { now } = this.#options;
    const step = this.#sync.receive(from, message);
    this.#perform(step, now);
    const link = this.#links.get(from);
    if (link === undefined || step.arrived.length === 0) return;
    if (message.type === 'chat') this.#takeNew(from, step.arrived);
    else void this.#takeHistory(link, step.arrived);
  }

  note(lines: readonly string[], tone: 'quiet' | 'problem' = 'quiet'): void {
    this.#addLocal({ type: 'notice', tone, lines });
  }

  showTransfer(transfer: TransferId): void {
    this.#addLocal({ type: 'transfer', transfer });
  }

  #takeNew(from: PeerId, messages: readonly ChatMessage[]): void {
    for (const message of messages) this.#checks.check(message);
    this.#perform(this.#sync.take(from, messages), this.#options.now);
  }

  async #takeHistory(link: Link, messages: readonly ChatMessage[]): Promise<void> {
    try {
      await this.#checks.checkAll(messages, link.closed);
    } catch (error) {
      if (link.closed.aborted) return;
      if (!(error instanceof ProtocolError)) throw error;
      link.close({ type: 'broke-protocol', detail: error.message });
      return;
    }
    // What is history came to be then, not now; a clock that is ahead is not believed.
    const at = ({ clock }: ChatMessage) => Math.min(clock.time, this.#options.now());
    this.#perform(this.#sync.take(link.peerId, messages), at);
  }

  #perform(step: ChatStep, at: (message: ChatMessage) => number, audience: ReadonlySet<PeerId> = new Set()): void {
    for (const message of step.added) this.#addMessage(message, at(message), audience);
    for (const { id, to } of step.delivered) this.#noteDelivery(id, to);
    if (step.added.length + step.delivered.length > 0) this.#publish();
    for (const { to, message } of step.sends) this.#links.get(to)?.send(message);
  }

  #addMessage(
    { id, author, authorKey, name, clock, text }: ChatMessage,
    at: number,
    audience: ReadonlySet<PeerId>,
  ): void {
    const own = author === this.#options.self;
    this.#clock.observe(clock);
    this.#insert(id, clock, at, {
      type: 'message',
      author: name,
      authorId: author,
      authorKey,
      own,
      text,
      ...(own ? { delivery: { audience, deliveredTo: new Set() } } : {}),
    });
  }

  #noteDelivery(id: MessageId, to: PeerId): void {
    const placed = this.#log.get(id);
    if (placed?.entry.type !== 'message' || placed.entry.delivery === undefined) return;
    const { audience, deliveredTo } = placed.entry.delivery;
    const delivery = { audience, deliveredTo: new Set([...deliveredTo, to]) };
    this.#log.replace({ ...placed, entry: { ...placed.entry, delivery } });
  }

  #addLocal(content: EntryContent): void {
    this.#insert(`local:${this.#locals++}`, this.#clock.tick(), this.#options.now(), content);
    this.#publish();
  }

  #insert(id: string, clock: Clock, at: number, content: EntryContent): void {
    this.#log.insert({ id, clock, entry: { ...content, id, at } });
  }

  #publish(): void {
    this.#store.set(this.#log.entries.map(({ entry }) => entry));
  }
}
