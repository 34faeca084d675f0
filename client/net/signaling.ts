import type { AttemptId, PeerId } from '../../shared/ids.ts';
import type { RoomNumber } from '../../shared/room-code.ts';
import type {
  Entered,
  Member,
  MemberLeft,
  RelayedSignal,
  Signal,
  SignalingErrorCode,
} from '../../shared/signaling-protocol.ts';

export type EnterRequest =
  | { readonly type: 'create'; readonly peerId: PeerId }
  | { readonly type: 'join'; readonly peerId: PeerId; readonly room: RoomNumber }
  | { readonly type: 'reopen'; readonly peerId: PeerId; readonly room: RoomNumber };

export interface SignalingEvents {
  connected(): void;
  disconnected(): void;
  memberJoined(member: Member): void;
  memberLeft(gone: MemberLeft): void;
  signalRelayed(relayed: RelayedSignal): void;
}

/** The way to the server that introduces browsers to each other. */
export interface Signaling {
  /** Rejects with {@link SignalingError}. */
  enter(request: EnterRequest): Promise<Entered>;
  /** Best effort: a signal that does not arrive is noticed by the link's timer. */
  sendSignal(to: PeerId, attempt: AttemptId, signal: Signal): void;
  leave(): void;
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
