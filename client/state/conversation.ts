import type { WritableAtom } from 'nanostores';
import { createMessageId, type IdentityKey, type PeerId, type TransferId } from '../../shared/ids.ts';
import { CHAT_REVISIONS_MAX } from '../../shared/limits.ts';
import { type ChatMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { type ChatControlMessage, type ChatStep, ChatSync } from '../chat/chat-sync.ts';
import { HybridClock } from '../chat/hybrid-clock.ts';
import { SignatureChecks } from '../chat/signature-checks.ts';
import { isGenuine, signMessage, type UnsignedMessage } from '../chat/signed-message.ts';
import type { Link } from '../net/link.ts';
import type { Identity } from '../trust/identity.ts';
import { type EntryContent, EntryLog } from './entry-log.ts';
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
  readonly nameOf: (peerId: PeerId) => string;
}

/** What this person says. */
export interface Saying {
  readonly text: string;
  readonly action?: true;
  /** The one person whom it is for. */
  readonly to?: PeerId;
  /** The id of the message that it answers. */
  readonly quote?: string;
}

/** Why a message was not changed. */
export type RevisionProblem = 'not-newest' | 'too-often';

/** The conversation of one room: everybody's messages in one order, and this browser's own notices among them. */
export class Conversation {
  readonly #store: WritableAtom<readonly ConversationEntry[]>;
  readonly #options: ConversationOptions;
  readonly #clock: HybridClock;
  readonly #sync: ChatSync;
  readonly #checks: SignatureChecks;
  readonly #links = new Map<PeerId, Link>();
  readonly #log: EntryLog;
  #locals = 0;

  constructor(store: WritableAtom<readonly ConversationEntry[]>, options: ConversationOptions) {
    this.#store = store;
    this.#options = options;
    this.#clock = new HybridClock(options.now);
    this.#log = new EntryLog(options);
    this.#sync = new ChatSync(options.self, options.identity.publicKey);
    this.#checks = new SignatureChecks({
      isHeld: (message) => this.#sync.holds(message),
      isGenuine: (message) => isGenuine(options.room, message),
    });
    store.set([]);
  }

  /**
   * Adds an own message, and sends it. `audience` is who is in the room, linked or not. False when it is for somebody who
   * has never proved a key: it could not be kept from others.
   */
  say(name: string, { text, action, to, quote }: Saying, audience: readonly PeerId[]): boolean {
    const { self, randomBytes } = this.#options;
    const key = to === undefined ? undefined : this.#sync.keyOf(to);
    if (to !== undefined && key === undefined) return false;
    const quoted = quote === undefined ? undefined : this.#sync.get(quote);
    const message: UnsignedMessage = {
      id: createMessageId(randomBytes),
      author: self,
      name,
      clock: this.#clock.tick(),
      text,
      ...(action === undefined ? {} : { action }),
      ...(to === undefined || key === undefined ? {} : { to: { peerId: to, key } }),
      ...(quoted === undefined ? {} : { quote: quoted.id }),
    };
    this.#publishOwn(message, new Set(to === undefined ? audience : [to]));
    return true;
  }

  /** Changes the newest own message; without a text it is deleted. Answers why not, if it was not done. */
  revise(id: string, text: string): RevisionProblem | undefined {
    const message = id === this.#log.editable ? this.#sync.get(id) : undefined;
    if (message === undefined) return 'not-newest';
    if (text === message.text) return undefined;
    const revision = (message.revision ?? 0) + 1;
    if (revision > CHAT_REVISIONS_MAX - (text === '' ? 0 : 1)) return 'too-often';
    const { authorKey: _authorKey, signature: _signature, ...said } = message;
    this.#publishOwn({ ...said, text, revision }, new Set());
    return undefined;
  }

  /** Between whom a direct message is, apart from this person; undefined for what everybody may have. */
  counterpartOf(id: string): PeerId | undefined {
    const message = this.#sync.get(id);
    if (message?.to === undefined) return undefined;
    return message.author === this.#options.self ? message.to.peerId : message.author;
  }

  /** Leaves the own view without messages and notices. What others have, and get from here, stays. */
  clear(): void {
    this.#log.clear();
    this.#publish();
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

  #publishOwn(message: UnsignedMessage, audience: ReadonlySet<PeerId>): void {
    const { identity, room, now } = this.#options;
    this.#perform(this.#sync.say(signMessage(identity, room, message)), now, audience);
  }

  #perform(step: ChatStep, at: (message: ChatMessage) => number, audience: ReadonlySet<PeerId> = new Set()): void {
    for (const message of step.added) {
      this.#clock.observe(message.clock);
      this.#log.insertMessage(message, at(message), audience);
    }
    for (const message of step.revised) this.#log.revise(message);
    for (const { id, to } of step.delivered) this.#log.noteDelivery(id, to);
    if (step.added.length + step.revised.length + step.delivered.length > 0) this.#publish();
    for (const { to, message } of step.sends) this.#links.get(to)?.send(message);
  }

  #addLocal(content: EntryContent): void {
    this.#log.insert(`local:${this.#locals++}`, this.#clock.tick(), this.#options.now(), content);
    this.#publish();
  }

  #publish(): void {
    this.#store.set(this.#log.list());
  }
}
