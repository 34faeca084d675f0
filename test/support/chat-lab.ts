import { type ChatControlMessage, type ChatStep, ChatSync } from '../../client/chat/chat-sync.ts';
import { HybridClock } from '../../client/chat/hybrid-clock.ts';
import type { MessageId, PeerId } from '../../shared/ids.ts';
import { CHAT_REVISIONS_MAX } from '../../shared/limits.ts';
import type { ChatMessage } from '../../shared/peer-protocol.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { fakeKeyOf, fakeMessageId } from './fake-ids.ts';

const NOW = 1_700_000_000_000;

/** What one end of a link has sent and the other has not taken yet, in order. First comes its hello. */
interface Wire {
  readonly from: ChatBrowser;
  readonly to: ChatBrowser;
  readonly messages: (ChatControlMessage | 'hello')[];
}

/** A part of a history whose signatures are not verified yet. */
interface Portion {
  readonly from: PeerId;
  readonly messages: readonly ChatMessage[];
}

/** One browser's chat, without a page and without links: the lab carries what it sends. */
export class ChatBrowser {
  readonly peerId: PeerId;
  readonly wall: FakeClock;
  readonly delivered = new Map<MessageId, Set<PeerId>>();
  /** Ids of messages that others have sent or listed. */
  readonly heard = new Set<MessageId>();
  sync: ChatSync;
  clock: HybridClock;
  #unverified: Portion[] = [];

  /** Its clock is `aheadMs` ahead of the true time. */
  constructor(peerId: PeerId, aheadMs: number) {
    this.peerId = peerId;
    this.wall = createFakeClock(NOW + aheadMs);
    this.clock = new HybridClock(this.wall.now);
    this.sync = new ChatSync(peerId, fakeKeyOf(peerId));
  }

  /** The page is loaded anew, under the same id: all that it knew is gone. */
  reload(): void {
    this.sync = new ChatSync(this.peerId, fakeKeyOf(this.peerId));
    this.#unverified = [];
    this.clock = new HybridClock(this.wall.now);
    this.delivered.clear();
  }

  linkUp(peerId: PeerId): ChatStep {
    return this.sync.linkUp(peerId, fakeKeyOf(peerId));
  }

  /** What came over the link and is not verified yet is lost with it. */
  linkDown(peerId: PeerId): void {
    this.sync.linkDown(peerId);
    this.#unverified = this.#unverified.filter(({ from }) => from !== peerId);
  }

  /** New messages are verified at once, history later. */
  receive(from: PeerId, message: ChatControlMessage): readonly ChatStep[] {
    const named =
      message.type === 'chat' ? [message] : message.type === 'chat-history' ? message.messages : message.held;
    for (const { id } of named) this.heard.add(id);
    const step = this.sync.receive(from, message);
    if (message.type === 'chat') return [step, this.sync.take(from, step.arrived)];
    if (message.type === 'chat-history') this.#unverified.push({ from, messages: step.arrived });
    return [step];
  }

  get isVerifying(): boolean {
    return this.#unverified.length > 0;
  }

  /** The signatures of the portion that came first are right. */
  verifyOne(): readonly ChatStep[] {
    const portion = this.#unverified.shift();
    return portion === undefined ? [] : [this.sync.take(portion.from, portion.messages)];
  }

  note({ added, revised, delivered }: ChatStep): void {
    for (const { clock } of added) this.clock.observe(clock);
    for (const { id, author } of revised) if (author === this.peerId) this.delivered.delete(id);
    for (const { id, to } of delivered) this.delivered.set(id, new Set(this.delivered.get(id)).add(to));
  }

  get messages(): ChatMessage[] {
    return [...this.sync.messages];
  }
}

/** Browsers with chat, and wires between them that bring messages when a test says so. */
export class ChatLab {
  readonly browsers: readonly ChatBrowser[];
  /** Every version of every message, in the order of being said. */
  readonly said: ChatMessage[] = [];
  #wires: Wire[] = [];

  constructor(...browsers: readonly ChatBrowser[]) {
    this.browsers = browsers;
  }

  /** To everybody, or to `to` alone. */
  say(browser: ChatBrowser, text: string, to?: ChatBrowser): ChatMessage {
    // Ids that go up and down, so that they are in no order of time.
    const id = fakeMessageId((this.said.length * 7_919) % 65_536);
    return this.#say(browser, {
      id,
      author: browser.peerId,
      authorKey: fakeKeyOf(browser.peerId),
      name: `of ${browser.peerId}`,
      clock: browser.clock.tick(),
      text,
      ...(to === undefined ? {} : { to: { peerId: to.peerId, key: fakeKeyOf(to.peerId) } }),
      signature: 'right',
    });
  }

  /** The author changes the newest own message that their page has, if there is one. */
  revise(browser: ChatBrowser, text: string): void {
    const newest = browser.messages.findLast(({ author }) => author === browser.peerId);
    const revision = (newest?.revision ?? 0) + 1;
    if (newest === undefined || revision > CHAT_REVISIONS_MAX) return;
    // Signatures of one revision are in no order of time either.
    const signature = ((this.said.length * 7_919) % 65_536).toString(16).padStart(128, '0');
    this.#say(browser, { ...newest, text, revision, signature: signature.slice(-14).padEnd(128, '0') });
  }

  #say(browser: ChatBrowser, message: ChatMessage): ChatMessage {
    this.said.push(message);
    this.#perform(browser, [browser.sync.say(message)]);
    return message;
  }

  areLinked(one: ChatBrowser, other: ChatBrowser): boolean {
    return this.#wires.some(({ from, to }) => from === one && to === other);
  }

  /** Each end is linked when the hello of the other arrives. An end that had not noticed the loss of the link before does. */
  link(one: ChatBrowser, other: ChatBrowser): void {
    if (this.areLinked(one, other)) return;
    one.linkDown(other.peerId);
    other.linkDown(one.peerId);
    this.#wires.push({ from: one, to: other, messages: ['hello'] }, { from: other, to: one, messages: ['hello'] });
  }

  /** The link is lost, with all that is under way on it. One end notices at once, the other when they are linked again. */
  cut(one: ChatBrowser, other: ChatBrowser): void {
    this.#wires = this.#wires.filter(({ from, to }) => !([one, other].includes(from) && [one, other].includes(to)));
    one.linkDown(other.peerId);
  }

  /**
   * One message arrives, of the wire that `draw` picks, or a browser has verified something; `again` says how often more,
   * if a wire may repeat it.
   */
  carryOne(draw: number, again = 0): void {
    const waiting = this.#waiting;
    const next = waiting[draw % Math.max(1, waiting.length)];
    if (next instanceof ChatBrowser) this.#perform(next, next.verifyOne());
    else if (next !== undefined) this.#carry(next, again);
  }

  get #waiting(): readonly (Wire | ChatBrowser)[] {
    const wires = this.#wires.filter(({ messages }) => messages.length > 0);
    return [...wires, ...this.browsers.filter(({ isVerifying }) => isVerifying)];
  }

  #carry(wire: Wire, again: number): void {
    const message = wire.messages.shift();
    if (message === undefined) return;
    const isRepeated = message !== 'hello' && (message.type === 'chat' || message.type === 'chat-received');
    const times = isRepeated ? 1 + again : 1;
    for (let time = 0; time < times; time++) this.#arrive(wire, message);
  }

  carryAll(): void {
    while (this.#waiting.length > 0) this.carryOne(0);
  }

  linkAll(): void {
    for (const one of this.browsers) for (const other of this.browsers) if (one !== other) this.link(one, other);
  }

  cutAll(): void {
    for (const one of this.browsers) for (const other of this.browsers) if (one !== other) this.cut(one, other);
  }

  #arrive({ from, to }: Wire, message: ChatControlMessage | 'hello'): void {
    if (message === 'hello') this.#perform(to, [to.linkUp(from.peerId)]);
    else this.#perform(to, to.receive(from.peerId, message));
  }

  #perform(browser: ChatBrowser, steps: readonly ChatStep[]): void {
    for (const step of steps) browser.note(step);
    for (const { to, message } of steps.flatMap(({ sends }) => sends)) {
      this.#wires.find((wire) => wire.from === browser && wire.to.peerId === to)?.messages.push(message);
    }
  }
}
