import type { AttemptId, PeerId, SeatToken } from '../../shared/ids.ts';
import type { RoomNumber } from '../../shared/room-code.ts';
import type {
  Entered,
  Member,
  MemberAway,
  MemberLeft,
  RelayedSignal,
  Signal,
  SignalingErrorCode,
} from '../../shared/signaling-protocol.ts';

/** Who one is to the server: an id that others see, and what proves that the seat is one's own. */
export interface Identity {
  readonly peerId: PeerId;
  readonly seatToken: SeatToken;
}

export type EnterRequest = Identity &
  ({ readonly type: 'create' } | { readonly type: 'join' | 'reopen'; readonly room: RoomNumber });

export interface SignalingEvents {
  connected(): void;
  disconnected(): void;
  memberJoined(member: Member): void;
  memberAway(away: MemberAway): void;
  memberReturned(member: Member): void;
  memberLeft(gone: MemberLeft): void;
  /** Another page has this one's identity, and its seat. */
  seatTaken(): void;
  signalRelayed(relayed: RelayedSignal): void;
}

/** The way to the server that introduces browsers to each other. */
export interface Signaling {
  /** What is told of the room comes after this answer. Rejects with {@link SignalingError}. */
  enter(request: EnterRequest): Promise<Entered>;
  /** Best effort: a signal that does not arrive is noticed by the link's timer. */
  sendSignal(to: PeerId, attempt: AttemptId, signal: Signal): void;
  /** Gives the seat up at once. */
  leave(): void;
  /** The page goes away: whoever comes back at once has the seat again. */
  unload(): void;
  close(): void;
}

export type ConnectSignaling = (events: SignalingEvents) => Signaling;

/** What the server refused, or that it could not be asked. */
export class SignalingError extends Error {
  override readonly name = 'SignalingError';
  readonly code: SignalingErrorCode | 'unreachable';

  constructor(code: SignalingErrorCode | 'unreachable', detail: string) {
    super(detail);
    this.code = code;
  }
}
