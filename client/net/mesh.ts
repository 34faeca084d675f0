import type { AttemptId, PeerId } from '../../shared/ids.ts';
import type { Entered, Member, MemberLeft, RelayedSignal, Signal } from '../../shared/signaling-protocol.ts';
import type { CloseReason } from './link.ts';

/** Who is in the room and how each link stands. Pure: the driver performs the effects and feeds back what happens. */

export type MeshLink =
  /** The other end will call. */
  | { readonly status: 'awaited' }
  | { readonly status: 'connecting'; readonly attempt: AttemptId; readonly initiator: boolean }
  | { readonly status: 'connected'; readonly attempt: AttemptId }
  | { readonly status: 'down'; readonly reason: CloseReason };

export interface MeshPeer {
  readonly peerId: PeerId;
  /** As the server lists them; undefined when it has lost them while the link goes on. */
  readonly member: Member | undefined;
  readonly link: MeshLink;
}

export interface MeshState {
  readonly self: PeerId;
  readonly peers: ReadonlyMap<PeerId, MeshPeer>;
}

export type MeshEvent =
  | { readonly type: 'entered'; readonly entered: Entered }
  | { readonly type: 'member-joined'; readonly member: Member }
  | { readonly type: 'member-left'; readonly gone: MemberLeft }
  | { readonly type: 'signal-relayed'; readonly relayed: RelayedSignal }
  | { readonly type: 'link-opened'; readonly peerId: PeerId; readonly attempt: AttemptId }
  | {
      readonly type: 'link-closed';
      readonly peerId: PeerId;
      readonly attempt: AttemptId;
      readonly reason: CloseReason;
    }
  | { readonly type: 'connect-timed-out'; readonly peerId: PeerId };

export type MeshEffect =
  | {
      readonly type: 'open-link';
      readonly peerId: PeerId;
      readonly attempt: AttemptId;
      readonly initiator: boolean;
    }
  | { readonly type: 'close-link'; readonly peerId: PeerId; readonly reason: CloseReason }
  | { readonly type: 'deliver-signal'; readonly peerId: PeerId; readonly signal: Signal }
  /** One timer a peer: starting it again replaces it. It covers waiting for a call and connecting. */
  | { readonly type: 'start-connect-timer'; readonly peerId: PeerId };

export interface MeshStep {
  readonly state: MeshState;
  readonly effects: readonly MeshEffect[];
}

export const emptyMesh = (self: PeerId): MeshState => ({ self, peers: new Map() });

/** The next state, and what to do. `createAttempt` makes a fresh id each time. */
export function stepMesh(state: MeshState, event: MeshEvent, createAttempt: () => AttemptId): MeshStep {
  const draft = new MeshDraft(state, createAttempt);
  switch (event.type) {
    case 'entered':
      draft.enter(event.entered);
      break;
    case 'member-joined':
      draft.join(event.member);
      break;
    case 'member-left':
      draft.leave(event.gone);
      break;
    case 'signal-relayed':
      draft.receive(event.relayed);
      break;
    case 'link-opened':
      draft.open(event.peerId, event.attempt);
      break;
    case 'link-closed':
      draft.close(event.peerId, event.attempt, event.reason);
      break;
    case 'connect-timed-out':
      draft.timeOut(event.peerId);
      break;
  }
  return draft.result();
}

/** One step in the making. */
class MeshDraft {
  readonly #self: PeerId;
  readonly #peers: Map<PeerId, MeshPeer>;
  readonly #effects: MeshEffect[] = [];
  readonly #createAttempt: () => AttemptId;

  constructor(state: MeshState, createAttempt: () => AttemptId) {
    this.#self = state.self;
    this.#peers = new Map(state.peers);
    this.#createAttempt = createAttempt;
  }

  result(): MeshStep {
    return { state: { self: this.#self, peers: this.#peers }, effects: this.#effects };
  }

  /** The newcomer calls everybody. After the server came back, open links are kept; signals of others may be lost. */
  enter({ members }: Entered): void {
    const present = new Set(members.map(({ peerId }) => peerId));
    for (const peer of this.#peers.values()) if (!present.has(peer.peerId)) this.#forgetMember(peer);
    for (const member of members) {
      const known = this.#peers.get(member.peerId);
      if (known !== undefined && isSettled(known.link)) this.#put({ ...known, member });
      else this.#call({ peerId: member.peerId, member });
    }
  }

  join(member: Member): void {
    const known = this.#peers.get(member.peerId);
    if (known !== undefined && isSettled(known.link)) this.#put({ ...known, member });
    else this.#await({ peerId: member.peerId, member });
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
    if (peer === undefined || isBarred(peer.link)) return;
    if (attemptOf(peer.link) === attempt) {
      this.#effects.push({ type: 'deliver-signal', peerId: from, signal });
    } else if (signal.type === 'offer' && !this.#ownCallWins(peer)) {
      this.#answer(peer, attempt, signal);
    }
  }

  open(peerId: PeerId, attempt: AttemptId): void {
    const peer = this.#peers.get(peerId);
    if (peer?.link.status === 'connecting' && peer.link.attempt === attempt) {
      this.#put({ ...peer, link: { status: 'connected', attempt } });
    }
  }

  close(peerId: PeerId, attempt: AttemptId, reason: CloseReason): void {
    const peer = this.#peers.get(peerId);
    if (peer === undefined || attemptOf(peer.link) !== attempt) return;
    this.#put({ ...peer, link: { status: 'down', reason } });
    if (peer.member === undefined || reason.type === 'left') this.#peers.delete(peerId);
    else if (reason.type === 'lost' && this.#self < peerId) this.#call(peer);
    else if (reason.type === 'lost') this.#await(peer);
  }

  timeOut(peerId: PeerId): void {
    const peer = this.#peers.get(peerId);
    if (peer === undefined || (peer.link.status !== 'awaited' && peer.link.status !== 'connecting')) return;
    const reason: CloseReason = { type: 'timed-out' };
    this.#put({ ...peer, link: { status: 'down', reason } });
    if (peer.link.status === 'connecting') this.#effects.push({ type: 'close-link', peerId, reason });
  }

  #put(peer: MeshPeer): void {
    this.#peers.set(peer.peerId, peer);
  }

  #call(peer: Pick<MeshPeer, 'peerId' | 'member'>): void {
    this.#connect(peer, this.#createAttempt(), true);
  }

  #answer(peer: MeshPeer, attempt: AttemptId, offer: Signal): void {
    this.#connect(peer, attempt, false);
    this.#effects.push({ type: 'deliver-signal', peerId: peer.peerId, signal: offer });
  }

  #connect({ peerId, member }: Pick<MeshPeer, 'peerId' | 'member'>, attempt: AttemptId, initiator: boolean): void {
    this.#hangUp(peerId, { type: 'lost' });
    this.#put({ peerId, member, link: { status: 'connecting', attempt, initiator } });
    this.#effects.push({ type: 'open-link', peerId, attempt, initiator }, { type: 'start-connect-timer', peerId });
  }

  #await({ peerId, member }: Pick<MeshPeer, 'peerId' | 'member'>): void {
    this.#hangUp(peerId, { type: 'lost' });
    this.#put({ peerId, member, link: { status: 'awaited' } });
    this.#effects.push({ type: 'start-connect-timer', peerId });
  }

  /** The server has lost them. An open link does not need the server; anything less cannot be finished without it. */
  #forgetMember(peer: MeshPeer): void {
    if (peer.link.status === 'connected') this.#put({ ...peer, member: undefined });
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

/** Whoever broke the protocol is not linked again until they leave. */
const isBarred = (link: MeshLink) => link.status === 'down' && link.reason.type === 'broke-protocol';

/** Nothing that the server says about a member changes such a link. */
const isSettled = (link: MeshLink) => link.status === 'connected' || isBarred(link);

const attemptOf = (link: MeshLink) =>
  link.status === 'connecting' || link.status === 'connected' ? link.attempt : undefined;
