import type { MessageId, PeerId } from '../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX, CHAT_QUOTE_LENGTH_MAX } from '../../shared/limits.ts';
import type { ChatMessage, Clock } from '../../shared/peer-protocol.ts';
import { ChatLog } from '../chat/chat-log.ts';
import type { ConversationEntry, MessageEntry, Quote } from './views.ts';

export interface EntryLogOptions {
  readonly self: PeerId;
  readonly nameOf: (peerId: PeerId) => string;
}

/** What an entry shows, apart from its name and time. */
export type EntryContent = ConversationEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never;

interface PlacedEntry {
  readonly id: string;
  readonly clock: Clock;
  readonly entry: ConversationEntry;
}

interface PlacedMessage extends PlacedEntry {
  readonly entry: MessageEntry;
}

/** The conversation as it is shown: messages, and this browser's own notices and cards among them. */
export class EntryLog {
  readonly #options: EntryLogOptions;
  #log = new ChatLog<PlacedEntry>(CHAT_LOG_ENTRIES_MAX);
  /** Messages that have changed since quotes were looked up. */
  readonly #changed = new Set<string>();
  #editable: string | undefined;

  constructor(options: EntryLogOptions) {
    this.#options = options;
  }

  /** The own message that can be edited and deleted now. */
  get editable(): string | undefined {
    return this.#editable;
  }

  /** All of it in order, with quotes and marks as they are now. */
  list(): readonly ConversationEntry[] {
    this.#refreshQuotes();
    this.#markEditable();
    return this.#log.entries.map(({ entry }) => entry);
  }

  insert(id: string, clock: Clock, at: number, content: EntryContent): void {
    this.#log.insert({ id, clock, entry: { ...content, id, at } });
    if (content.type === 'message') this.#changed.add(id);
  }

  insertMessage(message: ChatMessage, at: number, audience: ReadonlySet<PeerId>): void {
    const own = message.author === this.#options.self;
    const delivery = own ? { delivery: { audience, deliveredTo: new Set<PeerId>() } } : {};
    this.insert(message.id, message.clock, at, { ...this.#contentOf(message), own, ...delivery });
  }

  /** Shows another version of a message in its place, if it is shown at all. Nobody is known to have that one yet. */
  revise(message: ChatMessage): void {
    const placed = this.#message(message.id);
    if (placed === undefined) return;
    const { own, at, delivery } = placed.entry;
    const renewed = delivery === undefined ? {} : { delivery: { ...delivery, deliveredTo: new Set<PeerId>() } };
    this.#log.replace({ ...placed, entry: { ...this.#contentOf(message), id: message.id, at, own, ...renewed } });
    this.#changed.add(message.id);
  }

  noteDelivery(id: MessageId, to: PeerId): void {
    const placed = this.#message(id);
    if (placed?.entry.delivery === undefined) return;
    const { audience, deliveredTo } = placed.entry.delivery;
    const delivery = { audience, deliveredTo: new Set([...deliveredTo, to]) };
    this.#log.replace({ ...placed, entry: { ...placed.entry, delivery } });
  }

  /** Leaves nothing but the cards of transfers, which still have something to ask or to tell. */
  clear(): void {
    const cards = this.#log.entries.filter(({ entry }) => entry.type === 'transfer');
    this.#log = new ChatLog(CHAT_LOG_ENTRIES_MAX);
    for (const card of cards) this.#log.insert(card);
  }

  #message(id: string): PlacedMessage | undefined {
    const placed = this.#log.get(id);
    return placed !== undefined && isMessage(placed) ? placed : undefined;
  }

  #contentOf({
    author,
    authorKey,
    name,
    text,
    action,
    quote,
    to,
    revision,
  }: ChatMessage): Omit<MessageEntry, 'id' | 'at' | 'own'> {
    return {
      type: 'message',
      author: name,
      authorId: author,
      authorKey,
      text,
      ...(action === undefined ? {} : { action }),
      ...(revision === undefined ? {} : { change: text === '' ? 'deleted' : 'edited' }),
      ...(to === undefined ? {} : { onlyTo: { peerId: to.peerId, name: this.#options.nameOf(to.peerId) } }),
      ...(quote === undefined ? {} : { quote: this.#quoteOf(quote) }),
    };
  }

  #quoteOf(id: string): Quote {
    const quoted = this.#message(id)?.entry;
    if (quoted === undefined) return { id, said: undefined };
    return { id, said: { author: quoted.author, own: quoted.own, line: firstLine(quoted.text) } };
  }

  #refreshQuotes(): void {
    if (this.#changed.size === 0) return;
    for (const placed of this.#log.entries) {
      if (!isMessage(placed) || placed.entry.quote === undefined || !this.#changed.has(placed.entry.quote.id)) continue;
      this.#log.replace({ ...placed, entry: { ...placed.entry, quote: this.#quoteOf(placed.entry.quote.id) } });
    }
    this.#changed.clear();
  }

  #markEditable(): void {
    const newest = this.#log.entries.findLast((placed) => isMessage(placed) && placed.entry.own)?.id;
    const before = this.#editable === undefined ? undefined : this.#message(this.#editable);
    if (before !== undefined && before.id !== newest) this.#log.replace(unmarked(before));
    const placed = newest === undefined ? undefined : this.#message(newest);
    const isEditable = placed !== undefined && placed.entry.change !== 'deleted';
    this.#editable = isEditable ? placed.id : undefined;
    if (isEditable && placed.entry.editable === undefined) {
      this.#log.replace({ ...placed, entry: { ...placed.entry, editable: true } });
    }
  }
}

const isMessage = (placed: PlacedEntry): placed is PlacedMessage => placed.entry.type === 'message';

function unmarked({ entry: { editable: _editable, ...entry }, ...placed }: PlacedMessage): PlacedMessage {
  return { ...placed, entry };
}

function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return line.trim().slice(0, CHAT_QUOTE_LENGTH_MAX);
}
