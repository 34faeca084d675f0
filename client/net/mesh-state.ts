import type { AttemptId, PeerId } from '../../shared/ids.ts';
import type {
  Entered,
  Member,
  MemberAway,
  MemberLeft,
  RelayedSignal,
  Signal,
} from '../../shared/signaling-protocol.ts';
import type { CloseReason } from './link.ts';

/** Who is in the room and how each link stands. Pure: the driver performs the effects and feeds back what happens. */

export type MeshLink =
  /** The other end will call. */
  | { readonly status: 'awaited' }
  | {
      readonly status: 'connecting';
      readonly attempt: AttemptId;
      readonly initiator: boolean;
      /** Whether the call was answered: another one means that the other end has given this attempt up. */
      readonly answered: boolean;
    }
  | { readonly status: 'connected'; readonly attempt: AttemptId; readonly initiator: boolean }
  /** Its channels are open, and the browser has lost the way between both ends. */
  | { readonly status: 'unstable'; readonly attempt: AttemptId; readonly initiator: boolean }
  /** It failed, and is tried again: after a pause by the end with the smaller id, or when the other end calls. */
  | { readonly status: 'resting'; readonly reason: CloseReason }
  /** For good. */
  | { readonly status: 'down'; readonly reason: CloseReason };

export interface MeshPeer {
  readonly peerId: PeerId;
  /** As the server lists them; undefined when it has lost them while the link goes on. */
  readonly member: Member | undefined;
  /** The server has lost them and keeps their seat: nobody calls them until they return. */
  readonly away: boolean;
  /** Attempts that have failed since the link was last open. */
  readonly failures: number;
  readonly link: MeshLink;
}

export interface MeshState {
  readonly self: PeerId;
  readonly peers: ReadonlyMap<PeerId, MeshPeer>;
}

export type MeshEvent =
  | { readonly type: 'entered'; readonly entered: Entered }
  | { readonly type: 'member-joined'; readonly member: Member }
  | { readonly type: 'member-away'; readonly away: MemberAway }
  | { readonly type: 'member-returned'; readonly member: Member }
  | { readonly type: 'member-left'; readonly gone: MemberLeft }
  | { readonly type: 'signal-relayed'; readonly relayed: RelayedSignal }
  | { readonly type: 'link-opened'; readonly peerId: PeerId; readonly attempt: AttemptId }
  | { readonly type: 'link-unstable'; readonly peerId: PeerId; readonly attempt: AttemptId }
  | { readonly type: 'link-recovered'; readonly peerId: PeerId; readonly attempt: AttemptId }
  | {
      readonly type: 'link-closed';
      readonly peerId: PeerId;
      readonly attempt: AttemptId;
      readonly reason: CloseReason;
    }
  | { readonly type: 'connect-timed-out'; readonly peerId: PeerId }
  | { readonly type: 'retry-due'; readonly peerId: PeerId }
  /** The network is back, or the person looks at the page again. */
  | { readonly type: 'retry-now' };

export type MeshEffect =
  | {
      readonly type: 'open-link';
      readonly peerId: PeerId;
      readonly attempt: AttemptId;
      readonly initiator: boolean;
    }
  | { readonly type: 'close-link'; readonly peerId: PeerId; readonly reason: CloseReason }
  | { readonly type: 'deliver-signal'; readonly peerId: PeerId; readonly signal: Signal }
  /** Looks for another way between the ends of an open link. */
  | { readonly type: 'restart-ice'; readonly peerId: PeerId }
  /** One timer a peer: starting one replaces the other. This one covers waiting for a call and connecting. */
  | { readonly type: 'start-connect-timer'; readonly peerId: PeerId }
  | { readonly type: 'start-retry-timer'; readonly peerId: PeerId; readonly afterMs: number };

export interface MeshStep {
  readonly state: MeshState;
  readonly effects: readonly MeshEffect[];
}

/** Where a step gets what is different each time. */
export interface MeshChance {
  /** A fresh id. */
  readonly createAttempt: () => AttemptId;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export const emptyMesh = (self: PeerId): MeshState => ({ self, peers: new Map() });

/** Whether messages pass, or would if there were a way for them just now. */
export const isOpen = ({ status }: MeshLink): boolean => status === 'connected' || status === 'unstable';
