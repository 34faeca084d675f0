import { assertNever } from '../../shared/assert-never.ts';
import { type AttemptId, createAttemptId, type PeerId } from '../../shared/ids.ts';
import { CONNECT_TIMEOUT_MS } from '../../shared/limits.ts';
import { type ControlMessage, ProtocolError, parseControlMessage } from '../../shared/peer-protocol.ts';
import { randomBelow } from '../../shared/random.ts';
import type { Signal } from '../../shared/signaling-protocol.ts';
import type { HandshakeFailure, Introduction } from '../trust/handshake.ts';
import { LinkHandshake, type OwnSide } from './handshake.ts';
import { InboundRates } from './inbound-rates.ts';
import type { CloseReason, Link, LinkEvents, OpenLink } from './link.ts';
import type { LinkReport } from './link-report.ts';
import { stepMesh } from './mesh.ts';
import {
  emptyMesh,
  type MeshChance,
  type MeshEffect,
  type MeshEvent,
  type MeshPeer,
  type MeshState,
} from './mesh-state.ts';

export interface MeshDriverOptions extends OwnSide {
  readonly openLink: OpenLink;
  readonly sendSignal: (to: PeerId, attempt: AttemptId, signal: Signal) => void;
  /** Any clock that does not go back, in ms. */
  readonly now: () => number;
}

/**
 * What the mesh tells its owner. Between `linked` and `unlinked` of a peer come its messages, in order; a
 * {@link ProtocolError} thrown by `message` or `bulk` costs that peer the link, and nobody else anything.
 */
export interface MeshDriverEvents {
  changed(state: MeshState): void;
  linked(link: Link, introduction: Introduction): void;
  /** Somebody has not proved what they must; there will be no link to them. */
  refused(peerId: PeerId, reason: HandshakeFailure): void;
  message(peerId: PeerId, message: ControlMessage): void;
  bulk(peerId: PeerId, message: Uint8Array<ArrayBuffer>): void;
  unlinked(peerId: PeerId, reason: CloseReason): void;
  /** An attempt to link came to nothing. */
  unreached(peerId: PeerId, report: LinkReport): void;
  /** The packets of a link may take another way. */
  rerouted(peerId: PeerId): void;
}

interface OpenedLink {
  readonly link: Link;
  readonly attempt: AttemptId;
  readonly handshake: LinkHandshake;
  readonly rates: InboundRates;
}

/** What a peer's timer waits for: the end of an attempt, or the next one. */
type TimerKind = 'connect' | 'retry';

interface PeerTimer {
  readonly kind: TimerKind;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** How finely a pause is drawn. */
const RANDOM_STEPS = 2 ** 16;

/** Performs what the pure mesh decides: links, timers and signals. */
export class MeshDriver {
  readonly #options: MeshDriverOptions;
  readonly #events: MeshDriverEvents;
  readonly #links = new Map<PeerId, OpenedLink>();
  readonly #timers = new Map<PeerId, PeerTimer>();
  readonly #chance: MeshChance;
  #state: MeshState;

  constructor(options: MeshDriverOptions, events: MeshDriverEvents) {
    this.#options = options;
    this.#events = events;
    this.#state = emptyMesh(options.self);
    const { randomBytes } = options;
    this.#chance = {
      createAttempt: () => createAttemptId(randomBytes),
      random: () => randomBelow(RANDOM_STEPS, randomBytes) / RANDOM_STEPS,
    };
  }

  dispatch(event: MeshEvent): void {
    const { state, effects } = stepMesh(this.#state, event, this.#chance);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    this.#stopIdleTimers();
    this.#events.changed(this.#state);
  }

  /** Sends to everybody who is linked. */
  broadcast(message: ControlMessage): void {
    for (const { link, handshake } of this.#links.values()) if (handshake.isDone) link.send(message);
  }

  /** How the link to somebody stands; undefined when there is none, and none is being made. */
  report(peerId: PeerId): Promise<LinkReport> | undefined {
    return this.#links.get(peerId)?.link.report();
  }

  /** Says goodbye and closes every link. */
  leave(): void {
    this.broadcast({ type: 'leaving' });
    this.close();
  }

  /** Closes every link without a word: the others take it for lost, and look for this browser again. */
  close(): void {
    for (const { link } of [...this.#links.values()]) link.close({ type: 'closed-here' });
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #perform(effect: MeshEffect): void {
    switch (effect.type) {
      case 'open-link':
        this.#open(effect.peerId, effect.attempt, effect.initiator);
        break;
      case 'close-link':
        this.#links.get(effect.peerId)?.link.close(effect.reason);
        break;
      case 'deliver-signal':
        this.#links.get(effect.peerId)?.link.receiveSignal(effect.signal);
        break;
      case 'restart-ice':
        this.#links.get(effect.peerId)?.link.restartIce();
        break;
      case 'start-connect-timer':
        this.#startTimer(effect.peerId, 'connect', CONNECT_TIMEOUT_MS);
        break;
      case 'start-retry-timer':
        this.#startTimer(effect.peerId, 'retry', effect.afterMs);
        break;
      default:
        assertNever(effect);
    }
  }

  #open(peerId: PeerId, attempt: AttemptId, initiator: boolean): void {
    const link = this.#options.openLink({ peerId, initiator }, this.#linkEvents(peerId, attempt));
    const address = this.#state.peers.get(peerId)?.member?.address ?? '';
    const handshake = new LinkHandshake(link, address, this.#options, {
      done: (introduction) => {
        this.dispatch({ type: 'link-opened', peerId, attempt });
        this.#events.linked(link, introduction);
      },
      refused: (reason) => this.#events.refused(peerId, reason),
      guarded: (run) => this.#guarded(peerId, run),
    });
    this.#links.set(peerId, { link, attempt, handshake, rates: new InboundRates(this.#options.now) });
  }

  #linkEvents(peerId: PeerId, attempt: AttemptId): LinkEvents {
    return {
      signal: (signal) => this.#options.sendSignal(peerId, attempt, signal),
      opened: () => this.#prove(peerId),
      control: (text) => this.#guarded(peerId, () => this.#receive(peerId, text)),
      bulk: (message) => this.#guarded(peerId, () => this.#receiveBulk(peerId, message)),
      unstable: () => this.dispatch({ type: 'link-unstable', peerId, attempt }),
      recovered: () => this.dispatch({ type: 'link-recovered', peerId, attempt }),
      rerouted: () => this.#links.get(peerId)?.handshake.isDone === true && this.#events.rerouted(peerId),
      closed: (reason) => this.#forget(peerId, attempt, reason),
    };
  }

  /** A slow computer that has just made it is not given up in the middle of the handshake: that would begin all anew. */
  #prove(peerId: PeerId): void {
    this.#startTimer(peerId, 'connect', CONNECT_TIMEOUT_MS);
    this.#links.get(peerId)?.handshake.begin();
  }

  /** The one place where a peer's bad input is turned into the end of its link. */
  #guarded(peerId: PeerId, handle: () => void): void {
    try {
      handle();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#links.get(peerId)?.link.close({ type: 'broke-protocol', detail: error.message });
    }
  }

  #receive(peerId: PeerId, text: string): void {
    const opened = this.#links.get(peerId);
    if (opened === undefined) return;
    const { link, handshake, rates } = opened;
    rates.countText(text);
    if (handshake.isDone) this.#receiveProved(link, rates, parseControlMessage(text));
    else handshake.receive(text);
  }

  #receiveProved(link: Link, rates: InboundRates, message: ControlMessage): void {
    rates.countMessage(message);
    if (message.type === 'leaving') link.close({ type: 'left' });
    else this.#events.message(link.peerId, message);
  }

  #receiveBulk(peerId: PeerId, message: Uint8Array<ArrayBuffer>): void {
    if (this.#links.get(peerId)?.handshake.isDone !== true) throw new ProtocolError('bulk before the handshake');
    this.#events.bulk(peerId, message);
  }

  #forget(peerId: PeerId, attempt: AttemptId, reason: CloseReason): void {
    const opened = this.#links.get(peerId);
    if (opened?.attempt !== attempt) return;
    this.#links.delete(peerId);
    const explained = opened.handshake.explain(reason);
    if (opened.handshake.isDone) this.#events.unlinked(peerId, reason);
    else if (explained.type === 'failed') {
      void opened.link.report().then((report) => this.#events.unreached(peerId, report));
    }
    // What no handshake tells: somebody gets between two ends when they look for another way, or before it.
    if (reason.type === 'intercepted' && !opened.handshake.isRefused) this.#events.refused(peerId, reason);
    this.dispatch({ type: 'link-closed', peerId, attempt, reason: explained });
  }

  #startTimer(peerId: PeerId, kind: TimerKind, afterMs: number): void {
    clearTimeout(this.#timers.get(peerId)?.timer);
    const expire = kind === 'connect' ? () => this.#giveUp(peerId) : () => this.dispatch({ type: 'retry-due', peerId });
    this.#timers.set(peerId, { kind, timer: setTimeout(() => void expire(), afterMs) });
  }

  /** A link is looked at before it is closed: its browser forgets what was tried. */
  async #giveUp(peerId: PeerId): Promise<void> {
    const tried = this.#links.get(peerId);
    if (tried !== undefined) {
      const report = await tried.link.report();
      if (this.#links.get(peerId) !== tried || tried.handshake.isDone) return;
      this.#events.unreached(peerId, report);
    }
    this.dispatch({ type: 'connect-timed-out', peerId });
  }

  #stopIdleTimers(): void {
    for (const [peerId, { kind, timer }] of this.#timers) {
      if (awaits(this.#state.peers.get(peerId), kind)) continue;
      clearTimeout(timer);
      this.#timers.delete(peerId);
    }
  }
}

function awaits(peer: MeshPeer | undefined, kind: TimerKind): boolean {
  if (peer === undefined) return false;
  const { link, away } = peer;
  if (kind === 'retry') return link.status === 'resting';
  return link.status === 'connecting' || (link.status === 'awaited' && !away);
}
