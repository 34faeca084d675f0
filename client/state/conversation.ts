import type { WritableAtom } from 'nanostores';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import type { Clock, ControlMessage } from '../../shared/peer-protocol.ts';
import { insertEntry, messageKey } from '../chat/chat-log.ts';
import { HybridClock } from '../chat/hybrid-clock.ts';
import type { ConversationEntry } from './views.ts';

type ChatMessage = Extract<ControlMessage, { type: 'chat' }>;

/** What an entry shows, apart from its name and time. */
type EntryContent = ConversationEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never;

interface PlacedEntry {
  readonly key: string;
  readonly clock: Clock;
  readonly entry: ConversationEntry;
}

/** The conversation of one room: everybody's messages in one order, and this browser's own notices among them. */
export class Conversation {
  readonly #store: WritableAtom<readonly ConversationEntry[]>;
  readonly #self: PeerId;
  readonly #now: () => number;
  readonly #nextSequence: () => number;
  readonly #clock: HybridClock;
  #log: readonly PlacedEntry[] = [];
  #locals = 0;

  /** `now` gives wall time in ms since 1970, `nextSequence` a number for an own message. */
  constructor(
    store: WritableAtom<readonly ConversationEntry[]>,
    self: PeerId,
    now: () => number,
    nextSequence: () => number,
  ) {
    this.#store = store;
    this.#self = self;
    this.#now = now;
    this.#nextSequence = nextSequence;
    this.#clock = new HybridClock(now);
    store.set([]);
  }

  /** Adds an own message; answers what the others must be told. */
  say(author: string, text: string): ChatMessage {
    const message: ChatMessage = { type: 'chat', sequence: this.#nextSequence(), clock: this.#clock.tick(), text };
    this.#addMessage(this.#self, author, message);
    return message;
  }

  receive(from: PeerId, author: string, message: ChatMessage): void {
    this.#clock.observe(message.clock);
    this.#addMessage(from, author, message);
  }

  note(lines: readonly string[], tone: 'quiet' | 'problem' = 'quiet'): void {
    this.#addLocal({ type: 'notice', tone, lines });
  }

  showTransfer(transfer: TransferId): void {
    this.#addLocal({ type: 'transfer', transfer });
  }

  #addMessage(authorId: PeerId, author: string, { sequence, clock, text }: ChatMessage): void {
    const content = { type: 'message', author, authorId, own: authorId === this.#self, text } as const;
    this.#insert(messageKey(authorId, sequence), clock, content);
  }

  #addLocal(content: EntryContent): void {
    this.#insert(`local:${this.#locals++}`, this.#clock.tick(), content);
  }

  #insert(key: string, clock: Clock, content: EntryContent): void {
    const entry: ConversationEntry = { ...content, id: key, at: this.#now() };
    this.#log = insertEntry(this.#log, { key, clock, entry }, CHAT_LOG_ENTRIES_MAX);
    this.#store.set(this.#log.map((placed) => placed.entry));
  }
}
