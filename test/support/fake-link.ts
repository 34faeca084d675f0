import { type CloseReason, type Link, LinkClosedError, type LinkEvents, type OpenLink } from '../../client/net/link.ts';
import type { LinkReport, Route } from '../../client/net/link-report.ts';
import { SendGate } from '../../client/net/send-gate.ts';
import type { Fingerprint, Fingerprints } from '../../client/trust/fingerprints.ts';
import { utf8 } from '../../client/trust/octet-strings.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BULK_MESSAGE_BYTES, SEND_HIGH_WATER_BYTES, SEND_LOW_WATER_BYTES } from '../../shared/limits.ts';
import type { ControlMessage, HandshakeMessage } from '../../shared/peer-protocol.ts';
import { toHex } from '../../shared/random.ts';
import type { Signal } from '../../shared/signaling-protocol.ts';
import { directRoute, failedLinkReport, fakeLinkReport } from './fake-link-report.ts';

type LinkEnd = Parameters<OpenLink>[0];

/** What a test does to all links of a network. */
interface NetworkConditions {
  /** Signals pass, and no end finds another one while this holds. */
  isCut: boolean;
  /** Nothing that is sent on a control channel arrives while this holds. */
  isMute: boolean;
  /** Whose certificate all ends see, when somebody sits in between. */
  interceptor: Fingerprint | undefined;
}

/** Links in memory. Their ends find each other by their signals, which the owners carry, as with real ones. */
export class FakeNetwork {
  /** Every end that was opened, in order. */
  readonly links: FakeLink[] = [];
  readonly conditions: NetworkConditions = { isCut: false, isMute: false, interceptor: undefined };

  readonly openLink = (end: LinkEnd, events: LinkEvents): FakeLink => {
    const link = new FakeLink(end, events, {
      sdp: `fake ${this.links.length}`,
      find: (sdp) => this.links.find((candidate) => candidate.sdp === sdp),
      conditions: this.conditions,
    });
    this.links.push(link);
    return link;
  };

  /** The end of the standing link between two peers that is `owner`'s. */
  endOf(owner: PeerId, peerId: PeerId): FakeLink {
    const link = this.links.findLast((candidate) => candidate.peerId === peerId && candidate.other?.peerId === owner);
    if (link === undefined || link.closed.aborted) throw new Error('there is no such link');
    return link;
  }
}

/** One end of a link in memory. Passes `test/contract/link-contract.ts`, and does what a test or a hostile peer wants. */
export class FakeLink implements Link {
  readonly peerId: PeerId;
  readonly sdp: string;
  /** What this end sent on the control channel. */
  readonly sent: (ControlMessage | HandshakeMessage)[] = [];
  /** How often this end looked for another way. */
  restarts = 0;
  /** The way that packets take, once it is open. */
  route = directRoute;
  readonly #initiator: boolean;
  readonly #events: LinkEvents;
  readonly #find: (sdp: string) => FakeLink | undefined;
  readonly #conditions: Readonly<NetworkConditions>;
  readonly #gate = new SendGate({ high: SEND_HIGH_WATER_BYTES, low: SEND_LOW_WATER_BYTES });
  readonly #closing = new AbortController();
  #other: FakeLink | undefined;
  #described = false;
  #opened = false;
  #stalled = false;
  #buffered: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    { peerId, initiator }: LinkEnd,
    events: LinkEvents,
    network: {
      readonly sdp: string;
      readonly find: (sdp: string) => FakeLink | undefined;
      readonly conditions: Readonly<NetworkConditions>;
    },
  ) {
    this.peerId = peerId;
    this.sdp = network.sdp;
    this.#initiator = initiator;
    this.#events = events;
    this.#find = network.find;
    this.#conditions = network.conditions;
    if (initiator) this.#signal('offer');
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  get other(): FakeLink | undefined {
    return this.#other;
  }

  /** What this end has queued on the bulk channel. */
  get bufferedBytes(): number {
    return this.#buffered.reduce((sum, { length }) => sum + length, 0);
  }

  get isOpen(): boolean {
    return this.#opened && !this.closed.aborted;
  }

  fingerprints(): Fingerprints {
    if (this.#other === undefined) throw new Error('there is no other end yet');
    return { own: fakeFingerprint(this.sdp), other: this.#conditions.interceptor ?? fakeFingerprint(this.#other.sdp) };
  }

  receiveSignal(signal: Signal): void {
    if (this.closed.aborted || signal.type === 'candidate') return;
    this.#described = true;
    if (this.#conditions.isCut) {
      if (signal.type === 'offer') this.#signal('answer');
      return;
    }
    const other = this.#find(signal.sdp);
    if (other === undefined || this.#other !== undefined || (signal.type === 'answer') !== this.#initiator) {
      this.close({ type: 'failed', detail: 'a signal made no sense' });
      return;
    }
    this.#other = other;
    if (signal.type === 'offer') this.#signal('answer');
    else for (const end of [this, other]) queueMicrotask(() => end.#open());
  }

  send(message: ControlMessage | HandshakeMessage): void {
    if (!this.isOpen) return;
    this.sent.push(message);
    if (!this.#conditions.isMute) this.injectControl(JSON.stringify(message));
  }

  sendBulk(message: Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    if (message.length > BULK_MESSAGE_BYTES) throw new RangeError('a bulk message is too long for a link');
    this.#buffered.push(message.slice());
    if (!this.#stalled) queueMicrotask(() => this.#pump());
    return this.#gate.update(this.bufferedBytes);
  }

  drained(): Promise<void> {
    return this.closed.aborted ? Promise.reject(new LinkClosedError()) : this.#gate.drained();
  }

  restartIce(): void {
    if (!this.closed.aborted && this.#initiator) this.restarts += 1;
  }

  report(): Promise<LinkReport> {
    const { route } = this;
    const described = this.#described;
    return Promise.resolve(this.isOpen ? fakeLinkReport({ route }) : failedLinkReport({ described }));
  }

  close(reason: CloseReason): void {
    if (this.closed.aborted) return;
    this.#closing.abort();
    this.#gate.abandon(new LinkClosedError());
    this.#events.closed(reason);
    if (this.#opened) this.#later((other) => other.close({ type: 'lost' }));
  }

  /** Sends any text, as a hostile peer may. */
  injectControl(text: string): void {
    this.#later((other) => other.deliverControl(text));
  }

  /** A text arrives at this end, at once: what its owner throws comes back to the caller. */
  deliverControl(text: string): void {
    this.#events.control(text);
  }

  /** Sends any bytes past the send gate, as a hostile peer may. */
  injectBulk(bytes: Uint8Array): void {
    const copy = new Uint8Array(bytes);
    this.#later((other) => other.#events.bulk(copy));
  }

  /** The bulk channel takes bytes and brings none to the other end, until {@link flow}. */
  stall(): void {
    this.#stalled = true;
  }

  flow(): void {
    this.#stalled = false;
    for (const _ of this.#buffered) queueMicrotask(() => this.#pump());
  }

  /** The network between both ends goes away. */
  breakDown(): void {
    const other = this.#other;
    this.close({ type: 'lost' });
    other?.close({ type: 'lost' });
  }

  /** The way between both ends is lost, and the browsers have not given it up yet. */
  falter(): void {
    for (const end of this.#bothEnds) end.#events.unstable();
  }

  recover(): void {
    for (const end of this.#bothEnds) end.#events.recovered();
  }

  /** The browsers find another way. */
  reroute(route: Route): void {
    for (const end of this.#bothEnds) {
      end.route = route;
      end.#events.rerouted();
    }
  }

  get #bothEnds(): FakeLink[] {
    return [this, this.#other].flatMap((end) => (end?.isOpen ? [end] : []));
  }

  #signal(type: 'offer' | 'answer'): void {
    queueMicrotask(() => {
      if (!this.closed.aborted) this.#events.signal({ type, sdp: this.sdp });
    });
  }

  #open(): void {
    if (this.closed.aborted || this.#other === undefined || this.#other.closed.aborted) return;
    this.#opened = true;
    this.#events.opened();
  }

  #pump(): void {
    if (this.#stalled || this.closed.aborted) return;
    const message = this.#buffered.shift();
    if (message !== undefined) this.injectBulk(message);
    this.#gate.update(this.bufferedBytes);
  }

  /** What this end did reaches the other end later, in order, and not at all once that has closed. */
  #later(reach: (other: FakeLink) => void): void {
    const other = this.#other;
    queueMicrotask(() => {
      if (other?.isOpen) reach(other);
    });
  }
}

const fakeFingerprint = (sdp: string): Fingerprint => toHex(utf8(sdp)).padEnd(64, '0');
