import Peer from 'simple-peer';
import * as v from 'valibot';
import type { PeerId } from '../../shared/ids.ts';
import { CONTROL_BUFFER_BYTES_MAX, SEND_HIGH_WATER_BYTES, SEND_LOW_WATER_BYTES } from '../../shared/limits.ts';
import type { ControlMessage, HandshakeMessage } from '../../shared/peer-protocol.ts';
import { type Signal, signalSchema } from '../../shared/signaling-protocol.ts';
import { type Fingerprint, type Fingerprints, readFingerprint } from '../trust/fingerprints.ts';
import { countCandidates, noCandidates } from './candidates.ts';
import { type CloseReason, type Link, LinkClosedError, type LinkEvents, type OpenLink } from './link.ts';
import { type LinkReport, readPairs, type Statistic } from './link-report.ts';
import { SendGate } from './send-gate.ts';

/** Whether this browser has WebRTC. */
export const supportsLinks: boolean = Peer.WEBRTC_SUPPORT;

/** Links over WebRTC, each with the ICE servers of its time. There may be none: host candidates suffice on most LANs. */
export const createSimplePeerLinks =
  (iceServers: () => readonly RTCIceServer[]): OpenLink =>
  (end, events) =>
    new SimplePeerLink(end, events, iceServers());

class SimplePeerLink implements Link {
  readonly peerId: PeerId;
  readonly #initiator: boolean;
  readonly #events: LinkEvents;
  readonly #peer: Peer;
  readonly #bulk: RTCDataChannel;
  readonly #gate = new SendGate({ high: SEND_HIGH_WATER_BYTES, low: SEND_LOW_WATER_BYTES });
  readonly #closing = new AbortController();
  #opened = false;
  #unstable = false;
  #otherFingerprint: Fingerprint | undefined;
  #error: Error | undefined;
  #gathered = noCandidates;
  #received = noCandidates;
  #described = false;

  constructor(
    { peerId, initiator }: { readonly peerId: PeerId; readonly initiator: boolean },
    events: LinkEvents,
    iceServers: readonly RTCIceServer[],
  ) {
    this.peerId = peerId;
    this.#initiator = initiator;
    this.#events = events;
    this.#peer = createPeer(initiator, iceServers);
    this.#bulk = openBulkChannel(this.#peer);
    this.#listen();
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  fingerprints(): Fingerprints {
    const [own, other] = this.#fingerprints();
    if (own === undefined || other === undefined) throw new LinkClosedError('it has no fingerprints before it is open');
    return { own, other };
  }

  receiveSignal(signal: Signal): void {
    if (this.closed.aborted) return;
    if (signal.type !== 'candidate' && !this.#isOfSameEnd(signal.sdp)) {
      this.close({ type: 'intercepted' });
      return;
    }
    this.#received = countCandidates(this.#received, signal);
    if (signal.type !== 'candidate') this.#described = true;
    try {
      this.#peer.signal(signal.type === 'restart' ? { ...signal, type: 'offer' } : signal);
    } catch (error) {
      // A candidate without a place throws at once; whatever else makes no sense destroys the peer later.
      this.close({ type: 'failed', detail: error instanceof Error ? error.message : String(error) });
    }
  }

  send(message: ControlMessage | HandshakeMessage): void {
    if (this.closed.aborted || !this.#opened) return;
    try {
      this.#peer.send(JSON.stringify(message));
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      // The channel has closed, and the event that says so is still to come.
      this.close({ type: 'lost' });
      return;
    }
    if (this.#peer.bufferSize > CONTROL_BUFFER_BYTES_MAX)
      this.close({ type: 'failed', detail: 'it takes no messages' });
  }

  sendBulk(message: Uint8Array<ArrayBuffer>): boolean {
    if (this.closed.aborted || this.#bulk.readyState !== 'open') return false;
    this.#bulk.send(message);
    return this.#gate.update(this.#bulk.bufferedAmount);
  }

  drained(): Promise<void> {
    return this.closed.aborted ? Promise.reject(new LinkClosedError()) : this.#gate.drained();
  }

  restartIce(): void {
    const connection = this.#peer._pc;
    if (this.closed.aborted || !this.#initiator || !connection) return;
    // An offer that nobody answered may be lost, and no other can be made before it is answered.
    if (connection.signalingState === 'have-local-offer') this.#passSignal(connection.localDescription);
    else {
      connection.restartIce();
      this.#peer.negotiate();
    }
  }

  async report(): Promise<LinkReport> {
    const statistics = await this.#statistics();
    return {
      gathered: this.#gathered,
      received: this.#received,
      described: this.#described,
      ...readPairs(statistics),
    };
  }

  close(reason: CloseReason): void {
    if (this.closed.aborted) return;
    this.#closing.abort();
    this.#gate.abandon(new LinkClosedError());
    this.#peer.destroy();
    this.#events.closed(reason);
  }

  /** None of a connection that is closed, or closes meanwhile: then some browsers reject. */
  async #statistics(): Promise<Iterable<Statistic>> {
    try {
      return (await this.#peer._pc?.getStats())?.values() ?? [];
    } catch (error) {
      if (!this.closed.aborted) throw error;
      return [];
    }
  }

  #listen(): void {
    this.#peer
      .on('signal', (signal) => this.#passSignal(signal))
      .on('connect', () => this.#openWhenReady())
      .on('iceStateChange', (state) => this.#heedIce(state))
      .on('error', (error) => {
        this.#error = error;
      })
      .on('close', () => this.close(this.#lossReason()));
    this.#bulk.onopen = () => this.#openWhenReady();
    this.#bulk.onmessage = ({ data }) => this.#receiveBulk(data);
    this.#bulk.onbufferedamountlow = () => this.#gate.update(this.#bulk.bufferedAmount);
    this.#bulk.onclose = () => this.close(this.#lossReason());
  }

  /** With another certificate the browser would connect to somebody else, over the same channels. */
  #isOfSameEnd(sdp: string): boolean {
    const fingerprint = readFingerprint(sdp);
    this.#otherFingerprint ??= fingerprint;
    return this.#otherFingerprint === fingerprint;
  }

  /** Of the descriptions that are in force. */
  #fingerprints(): readonly (Fingerprint | undefined)[] {
    const { localDescription, remoteDescription } = this.#peer._pc ?? {};
    return [localDescription, remoteDescription].map((description) => readFingerprint(description?.sdp ?? ''));
  }

  #heedIce(state: RTCIceConnectionState): void {
    if (!this.#opened || this.closed.aborted) return;
    if (state === 'disconnected' && !this.#unstable) {
      this.#unstable = true;
      this.#events.unstable();
    } else if ((state === 'connected' || state === 'completed') && this.#unstable) {
      this.#unstable = false;
      this.#events.recovered();
      this.#events.rerouted();
    }
  }

  /** simple-peer also asks the initiator for another offer, which only an ICE restart needs, and that the initiator begins. */
  #passSignal(signal: unknown): void {
    const parsed = v.safeParse(signalSchema, JSON.parse(JSON.stringify(signal)));
    if (!parsed.success || this.closed.aborted) return;
    this.#gathered = countCandidates(this.#gathered, parsed.output);
    this.#events.signal(this.#name(parsed.output));
  }

  /** A page that was loaded anew must not take the search for another way for a call: the link is to the page before. */
  #name(signal: Signal): Signal {
    return signal.type === 'offer' && this.#opened ? { ...signal, type: 'restart' } : signal;
  }

  #openWhenReady(): void {
    if (this.#opened || this.closed.aborted || !this.#peer.connected || this.#bulk.readyState !== 'open') return;
    if (this.#fingerprints().includes(undefined)) {
      this.close({ type: 'intercepted' });
      return;
    }
    this.#opened = true;
    this.#events.opened();
    this.#watchRoute();
    // What the other end said since its own opening has waited in simple-peer's stream, which flows from here on.
    this.#peer.on('data', (data) => this.#receiveControl(data));
  }

  /** Firefox does not tell; there it shows only after the link was unstable. */
  #watchRoute(): void {
    const ice = this.#peer._pc?.sctp?.transport.iceTransport;
    ice?.addEventListener('selectedcandidatepairchange', () => this.closed.aborted || this.#events.rerouted());
  }

  #receiveControl(data: unknown): void {
    if (this.closed.aborted) return;
    if (typeof data === 'string') this.#events.control(data);
    else this.close({ type: 'broke-protocol', detail: 'bytes on the control channel' });
  }

  #receiveBulk(data: unknown): void {
    if (this.closed.aborted) return;
    if (data instanceof ArrayBuffer) this.#events.bulk(new Uint8Array(data));
    else this.close({ type: 'broke-protocol', detail: 'text on the bulk channel' });
  }

  #lossReason(): CloseReason {
    if (this.#opened) return { type: 'lost' };
    return { type: 'failed', detail: this.#error?.message ?? 'the other end closed it' };
  }
}

/** A browser that cannot use one of the servers, such as one on a port that it blocks, does without all of them. */
function createPeer(initiator: boolean, iceServers: readonly RTCIceServer[]): Peer {
  const peer = new Peer({
    initiator,
    trickle: true,
    objectMode: true, // strings arrive as strings
    channelConfig: { negotiated: true, id: 0 },
    config: { iceServers: [...iceServers] },
  });
  if (peer._pc !== undefined || iceServers.length === 0) return peer;
  // It will still tell of what is dealt with here.
  peer.on('error', () => undefined);
  return createPeer(initiator, []);
}

/** Must run before the first negotiation, on both ends: a channel that is not negotiated would take over simple-peer's own. */
function openBulkChannel(peer: Peer): RTCDataChannel {
  if (!peer._pc) throw new LinkClosedError('the connection was closed while it was made');
  const channel = peer._pc.createDataChannel('bulk', { negotiated: true, id: 1 });
  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = SEND_LOW_WATER_BYTES;
  return channel;
}
