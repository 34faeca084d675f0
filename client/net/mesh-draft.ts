import type { AttemptId, PeerId } from '../../shared/ids.ts';
import { LINK_RETRY_FIRST_MS, LINK_RETRY_JITTER, LINK_RETRY_MAX_MS } from '../../shared/limits.ts';
import type { Entered, Member, MemberLeft, RelayedSignal, Signal } from '../../shared/signaling-protocol.ts';
import type { CloseReason } from './link.ts';
import {
  isOpen,
  type MeshChance,
  type MeshEffect,
  type MeshLink,
  type MeshPeer,
  type MeshState,
  type MeshStep,
} from './mesh-state.ts';

/** Some browsers see sooner than others that nothing comes of an attempt. */
const GIVEN_UP_THERE: CloseReason = { type: 'failed', detail: 'the other end gave it up' };

type Somebody = Pick<MeshPeer, 'peerId' | 'member'> & Partial<MeshPeer>;

/** One step in the making: what each event does to one peer's place and link. */
export class MeshDraft {
  readonly #self: PeerId;
  readonly #peers: Map<PeerId, MeshPeer>;
  readonly #effects: MeshEffect[] = [];
  readonly #chance: MeshChance;

  constructor(state: MeshState, chance: MeshChance) {
    this.#self = state.self;
    this.#peers = new Map(state.peers);
    this.#chance = chance;
  }

  result(): MeshStep {
    return { state: { self: this.#self, peers: this.#peers }, effects: this.#effects };
  }

  /** The newcomer calls everybody. After the server came back, open links are kept; signals of others may be lost. */
  enter({ members }: Entered): void {
    const present = new Set(members.map(({ peerId }) => peerId));
    for (const peer of this.#peers.values()) if (!present.has(peer.peerId)) this.#forgetMember(peer);
    for (const { away, ...member } of members) {
      const known = this.#peers.get(member.peerId);
      const somebody = { ...known, peerId: member.peerId, member, away };
      if (known !== undefined && isSettled(known.link)) this.#keep({ ...known, ...somebody });
      else if (away) this.#await(somebody);
      else this.#call(somebody);
    }
  }

  join(member: Member): void {
    this.#welcome(member, (newcomer) => this.#await(newcomer));
  }

  /**
   * Whoever has the smaller id calls, as after a lost link. They call, too; but where a call of this end to their earlier
   * page is still under way, theirs would give way to it.
   */
  comeBack(member: Member): void {
    this.#welcome(member, (returned) => (this.#self < member.peerId ? this.#call(returned) : this.#await(returned)));
  }

  /** An open link does not need the server, and a call under way may have all that it needs. */
  loseSight(peerId: PeerId): void {
    const peer = this.#peers.get(peerId);
    if (peer === undefined) return;
    if (peer.link.status === 'resting') this.#await({ ...peer, away: true });
    else this.#put({ ...peer, away: true });
  }

  leave({ peerId, reason }: MemberLeft): void {
    const peer = this.#peers.get(peerId);
    if (peer === undefined) return;
    if (reason === 'disconnected') this.#forgetMember(peer);
    else this.#remove(peer, { type: 'left' });
  }

  /** Late signals belong to an attempt that is no longer current, and are dropped. */
  receive({ from, attempt, signal }: RelayedSignal): void {
    const peer = this.#peers.get(from);
    if (peer === undefined || peer.link.status === 'down') return;
    if (attemptOf(peer.link) === attempt) {
      this.#effects.push({ type: 'deliver-signal', peerId: from, signal });
      if (signal.type === 'answer' && peer.link.status === 'connecting') {
        this.#put({ ...peer, link: { ...peer.link, answered: true } });
      }
    } else if (signal.type === 'offer' && !this.#ownCallWins(peer)) {
      this.#answer(peer, attempt, signal);
    }
  }

  open(peerId: PeerId, attempt: AttemptId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status !== 'connecting' || peer.link.attempt !== attempt) return;
    this.#put({ ...peer, failures: 0, link: { status: 'connected', attempt, initiator: peer.link.initiator } });
  }

  destabilize(peerId: PeerId, attempt: AttemptId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status !== 'connected' || peer.link.attempt !== attempt) return;
    this.#keep({ ...peer, link: { ...peer.link, status: 'unstable' } });
  }

  recover(peerId: PeerId, attempt: AttemptId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status !== 'unstable' || peer.link.attempt !== attempt) return;
    this.#put({ ...peer, link: { ...peer.link, status: 'connected' } });
  }

  close(peerId: PeerId, attempt: AttemptId, reason: CloseReason): void {
    const peer = this.#peers.get(peerId);
    if (peer === undefined || attemptOf(peer.link) !== attempt) return;
    const closed: MeshPeer = { ...peer, link: { status: 'down', reason } };
    this.#put(closed);
    if (peer.member === undefined || reason.type === 'left') this.#peers.delete(peerId);
    else if (reason.type === 'broke-protocol' || reason.type === 'closed-here' || isRefusal(reason)) return;
    else if (!isOpen(peer.link)) this.#rest(closed, reason);
    else if (this.#self < peerId && !peer.away) this.#call(closed);
    else this.#await(closed);
  }

  timeOut(peerId: PeerId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status !== 'awaited' && peer?.link.status !== 'connecting') return;
    const reason: CloseReason = { type: 'timed-out' };
    this.#hangUp(peerId, reason);
    this.#rest(peer, reason);
  }

  retry(peerId: PeerId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status === 'resting') this.#call(peer);
  }

  retryAll(): void {
    for (const peer of this.#peers.values()) {
      if (peer.link.status === 'resting') this.#call(peer);
      else this.#restartIce(peer);
    }
  }

  #welcome(member: Member, link: (somebody: Somebody) => void): void {
    const known = this.#peers.get(member.peerId);
    const somebody = { ...known, peerId: member.peerId, member, away: false };
    // Who was refused comes anew, perhaps with the right code or another page.
    const isRefused = known?.link.status === 'down' && isRefusal(known.link.reason);
    if (known !== undefined && isSettled(known.link) && !isRefused) this.#put({ ...known, ...somebody });
    else link(somebody);
  }

  #put(peer: MeshPeer): void {
    this.#peers.set(peer.peerId, peer);
  }

  /** An open link stays; where the way is lost, the question for another one may be lost, too. */
  #keep(peer: MeshPeer): void {
    this.#put(peer);
    this.#restartIce(peer);
  }

  #restartIce({ peerId, link }: MeshPeer): void {
    if (link.status === 'unstable' && link.initiator) this.#effects.push({ type: 'restart-ice', peerId });
  }

  #call(somebody: Somebody): void {
    this.#connect(somebody, this.#chance.createAttempt(), true);
  }

  #answer(peer: MeshPeer, attempt: AttemptId, offer: Signal): void {
    const { link, failures } = peer;
    if (link.status === 'connecting' && link.answered) {
      this.#connect({ ...peer, failures: failures + 1 }, attempt, false, GIVEN_UP_THERE);
    } else {
      this.#connect(peer, attempt, false);
    }
    this.#effects.push({ type: 'deliver-signal', peerId: peer.peerId, signal: offer });
  }

  #connect(somebody: Somebody, attempt: AttemptId, initiator: boolean, before: CloseReason = { type: 'lost' }): void {
    const { peerId } = somebody;
    this.#hangUp(peerId, before);
    // Whoever does not call answers at once.
    const link: MeshLink = { status: 'connecting', attempt, initiator, answered: !initiator };
    this.#put({ away: false, failures: 0, ...somebody, link });
    this.#effects.push({ type: 'open-link', peerId, attempt, initiator }, { type: 'start-connect-timer', peerId });
  }

  /** For somebody who is away, no time is set. */
  #await(somebody: Somebody): void {
    const { peerId } = somebody;
    this.#hangUp(peerId, { type: 'lost' });
    this.#put({ away: false, failures: 0, ...somebody, link: { status: 'awaited' } });
    if (somebody.away !== true) this.#effects.push({ type: 'start-connect-timer', peerId });
  }

  /** An attempt has failed. The end with the smaller id tries again after a pause, the other one awaits that. */
  #rest(peer: MeshPeer, reason: CloseReason): void {
    const { peerId } = peer;
    const failures = peer.failures + 1;
    if (peer.away) this.#put({ ...peer, failures, link: { status: 'awaited' } });
    else this.#put({ ...peer, failures, link: { status: 'resting', reason } });
    if (peer.away || this.#self > peerId) return;
    const afterMs = pauseAfter(failures) * (1 - LINK_RETRY_JITTER * this.#chance.random());
    this.#effects.push({ type: 'start-retry-timer', peerId, afterMs });
  }

  /** The server has lost them. An open link does not need the server; anything less cannot be finished without it. */
  #forgetMember(peer: MeshPeer): void {
    if (isOpen(peer.link)) this.#put({ ...peer, member: undefined, away: false });
    else this.#remove(peer, { type: 'lost' });
  }

  #remove({ peerId }: MeshPeer, reason: CloseReason): void {
    this.#hangUp(peerId, reason);
    this.#peers.delete(peerId);
  }

  /** Closes the link that stands, or is being made, if there is one. */
  #hangUp(peerId: PeerId, reason: CloseReason): void {
    const peer = this.#peers.get(peerId);
    if (peer !== undefined && attemptOf(peer.link) !== undefined) {
      this.#effects.push({ type: 'close-link', peerId, reason });
    }
  }

  /** When both ends call at once, the call of the smaller id stands. */
  #ownCallWins({ peerId, link }: MeshPeer): boolean {
    return link.status === 'connecting' && link.initiator && this.#self < peerId;
  }
}

/** In ms, before chance takes something off: 1 s after the first failure, then 2 s, 4 s … 30 s. */
const pauseAfter = (failures: number) => Math.min(LINK_RETRY_MAX_MS, LINK_RETRY_FIRST_MS * 2 ** (failures - 1));

/** Nothing that the server says about a member changes such a link. Whoever broke the protocol stays out until they leave. */
const isSettled = (link: MeshLink) => isOpen(link) || link.status === 'down';

/** The other end has not proved what it must. */
const isRefusal = ({ type }: CloseReason) =>
  type === 'wrong-code' || type === 'intercepted' || type === 'old-version' || type === 'too-many-tries';

const attemptOf = (link: MeshLink) => ('attempt' in link ? link.attempt : undefined);
