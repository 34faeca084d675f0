import type { Server, Socket } from 'socket.io';
import type { PeerId } from '../shared/ids.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type {
  Answer,
  ClientEvents,
  Entered,
  IceServer,
  Member,
  MemberLeft,
  RelayedSignal,
  ServerEvents,
} from '../shared/signaling-protocol.ts';
import { plainAddress } from './addresses.ts';
import { accept, refuse } from './answers.ts';
import { withObservedAddress } from './observed-candidates.ts';
import type { Rooms, Seating } from './rooms.ts';

export type LanlineSockets = Server<ClientEvents, ServerEvents>;
export type LanlineSocket = Socket<ClientEvents, ServerEvents>;

/** What all visitors share. */
export interface RoomService {
  readonly rooms: Rooms;
  /** What a newcomer is told now. */
  readonly iceServers: () => readonly IceServer[];
}

interface Seat {
  readonly room: RoomNumber;
  readonly peerId: PeerId;
}

// Socket.IO calls its groups of sockets rooms, too; these are the names of ours.
const everyoneIn = (room: RoomNumber) => `room ${room}`;
const memberIn = (room: RoomNumber, peerId: PeerId) => `room ${room} member ${peerId}`;

/** One connected browser: the seat that it holds, and how the others in the room hear of it. */
export class Visitor {
  readonly #socket: LanlineSocket;
  readonly #rooms: Rooms;
  readonly #iceServers: () => readonly IceServer[];
  readonly #origin: Pick<Member, 'address' | 'port'>;
  #seat: Seat | undefined;

  constructor(socket: LanlineSocket, { rooms, iceServers }: RoomService) {
    this.#socket = socket;
    this.#rooms = rooms;
    this.#iceServers = iceServers;
    // Read now: a polling request's connection may be gone when the browser enters a room.
    this.#origin = {
      address: plainAddress(socket.handshake.address),
      port: socket.request.socket.remotePort ?? 0,
    };
  }

  /** Takes a seat by `into`, one of the registry's ways to enter a room. */
  enter(peerId: PeerId, into: (self: Member) => Answer<Seating>): Answer<Entered> {
    if (this.#seat !== undefined) return refuse('already-in-a-room', 'leave the room first');
    const answer = into({ peerId, ...this.#origin });
    if (!answer.ok) return answer;
    this.#sitDown(answer.value);
    return accept({ ...answer.value, iceServers: [...this.#iceServers()] });
  }

  /** Hands a signal to another member of the same room, with what the server adds to it. */
  relay(to: PeerId, { attempt, signal }: Omit<RelayedSignal, 'from'>): Answer<null> {
    if (this.#seat === undefined) return refuse('not-in-a-room', 'enter a room first');
    const { room, peerId } = this.#seat;
    if (to === peerId || !this.#rooms.hasMember(room, to))
      return refuse('no-such-member', 'nobody else has this peer id');
    for (const relayed of withObservedAddress(signal, this.#origin.address)) {
      this.#socket.to(memberIn(room, to)).emit('signal-relayed', { from: peerId, attempt, signal: relayed });
    }
    return accept(null);
  }

  leave(): Answer<null> {
    if (this.#seat === undefined) return refuse('not-in-a-room', 'there is no room to leave');
    this.standUp('left');
    return accept(null);
  }

  /** Gives the seat up, if there is one, and tells the others why. */
  standUp(reason: MemberLeft['reason']): void {
    if (this.#seat === undefined) return;
    const { room, peerId } = this.#seat;
    this.#seat = undefined;
    this.#rooms.leave(room, peerId);
    void this.#socket.leave(everyoneIn(room));
    void this.#socket.leave(memberIn(room, peerId));
    this.#socket.to(everyoneIn(room)).emit('member-left', { peerId, reason });
  }

  #sitDown({ room, self }: Seating): void {
    this.#seat = { room, peerId: self.peerId };
    void this.#socket.join([everyoneIn(room), memberIn(room, self.peerId)]);
    this.#socket.to(everyoneIn(room)).emit('member-joined', self);
  }
}
