import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { PeerId, SeatToken } from '../shared/ids.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type {
  Answer,
  ClientEvents,
  Entered,
  IceServer,
  Member,
  RelayedSignal,
  ServerEvents,
} from '../shared/signaling-protocol.ts';
import { accept, refuse } from './answers.ts';
import { knowingOf, News } from './news.ts';
import { withObservedAddress } from './observed-candidates.ts';
import type { Observer } from './observer.ts';
import type { Origins } from './origins.ts';
import type { Arrival, Entrant, Eventually, Gone, Rooms, Seat } from './rooms.ts';
import type { SeatTimer } from './seat-timer.ts';
import type { SourceRates } from './source-rates.ts';

export interface SocketData {
  news: News;
}

export type LanlineSockets = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type LanlineSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** What all visitors share. */
export interface RoomService {
  readonly rooms: Rooms;
  readonly seatTimer: SeatTimer;
  readonly origins: Pick<Origins, 'of'>;
  /** How often each address sends events, over all its sockets, and how often it enters rooms. */
  readonly eventRates: SourceRates;
  readonly entryRates: SourceRates;
  /** What a newcomer is told now. */
  readonly iceServers: () => readonly IceServer[];
  readonly observer: Observer;
}

// Socket.IO calls its groups of sockets rooms, too; these are the names of ours.
const everyoneIn = (room: RoomNumber) => `room ${room}`;
const memberIn = (room: RoomNumber, peerId: PeerId) => `room ${room} member ${peerId}`;

/** Tells a room that somebody's server process is dead. */
export function tellAway(sockets: LanlineSockets, room: RoomNumber, peerId: PeerId): void {
  sockets.to(everyoneIn(room)).emit('member-away', { peerId });
}

/** Tells a room that somebody's time is up. */
export function tellGone(sockets: LanlineSockets, { room, ...gone }: Gone): void {
  sockets.to(everyoneIn(room)).emit('member-left', gone);
}

/** One connected browser: the seat that it holds, and how the others in the room hear of it. */
export class Visitor {
  readonly #socket: LanlineSocket;
  readonly #rooms: Rooms;
  readonly #seatTimer: SeatTimer;
  readonly #entryRates: SourceRates;
  readonly #iceServers: () => readonly IceServer[];
  readonly #origin: Pick<Member, 'address' | 'port'>;
  readonly #news = new News();
  #seat: Seat | undefined;

  constructor(socket: LanlineSocket, { rooms, seatTimer, origins, entryRates, iceServers }: RoomService) {
    this.#socket = socket;
    this.#rooms = rooms;
    this.#seatTimer = seatTimer;
    this.#entryRates = entryRates;
    this.#iceServers = iceServers;
    this.#origin = origins.of(socket.conn);
    socket.data.news = this.#news;
  }

  /** The IP address that they come from. */
  get address(): string {
    return this.#origin.address;
  }

  /** Takes a seat by `into`, one of the registry's ways to enter a room. */
  async enter(
    { peerId, seatToken }: { readonly peerId: PeerId; readonly seatToken: SeatToken },
    into: (entrant: Entrant) => Eventually<Answer<Arrival>>,
  ): Promise<Answer<Entered>> {
    if (this.#socket.disconnected) return refuse('bad-request', 'the connection has ended');
    if (!this.#entryRates.take(this.#origin.address)) return refuse('rate-limited', 'wait before you enter a room');
    if (this.#seat !== undefined) return refuse('already-in-a-room', 'leave the room first');
    const answer = await into({ member: { peerId, ...this.#origin }, token: seatToken });
    if (!answer.ok) return answer;
    const { entered } = await this.#sitDown(answer.value);
    return accept({ ...entered, iceServers: [...this.#iceServers()] });
  }

  /** To be called when they have the answer by which they entered. */
  hearNews(): void {
    this.#news.release();
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

  /** Gives the seat up, and tells the others at once. */
  async leave(): Promise<Answer<null>> {
    const seat = this.#standUp();
    if (seat === undefined) return refuse('not-in-a-room', 'there is no room to leave');
    const { room, peerId } = seat;
    if (await this.#rooms.leave(seat))
      this.#socket.to(everyoneIn(room)).emit('member-left', { peerId, reason: 'left' });
    return accept(null);
  }

  /** The page goes away: the seat is kept for as long as a reload takes, and nobody is told so. */
  async unload(): Promise<Answer<null>> {
    const seat = this.#standUp();
    if (seat === undefined) return refuse('not-in-a-room', 'there is no room to come back to');
    await this.#rooms.unload(seat);
    this.#seatTimer.set();
    return accept(null);
  }

  /** The connection is gone without a goodbye: the seat is kept, and the others hear that its holder is away. */
  async lose(): Promise<void> {
    const seat = this.#standUp();
    if (seat === undefined || !(await this.#rooms.lose(seat))) return;
    this.#seatTimer.set();
    this.#socket.to(everyoneIn(seat.room)).emit('member-away', { peerId: seat.peerId });
  }

  /** Whoever has sat here before, over a connection that is not known to be dead, is put out. */
  async #sitDown(arrival: Arrival): Promise<Arrival> {
    const { seat, entered, returned, displaces, turn } = arrival;
    const { room, peerId } = seat;
    if (displaces) {
      this.#socket.to(memberIn(room, peerId)).emit('seat-taken');
      this.#socket.to(memberIn(room, peerId)).disconnectSockets(true);
    }
    this.#seat = seat;
    this.#news.hold();
    // A socket that has ended meanwhile would never be taken out of these again; its seat is lost in its turn.
    if (this.#socket.connected) await this.#socket.join([everyoneIn(room), memberIn(room, peerId)]);
    const others = this.#socket.to(everyoneIn(room)).except(knowingOf(turn));
    others.emit(returned ? 'member-returned' : 'member-joined', entered.self);
    // Somebody may have come before this process heard of it.
    const seen = await this.#rooms.lookAgain(arrival);
    this.#news.knows(seen.turn);
    return seen;
  }

  /** From now on this connection hears nothing of the room. */
  #standUp(): Seat | undefined {
    const seat = this.#seat;
    if (seat === undefined) return undefined;
    this.#seat = undefined;
    void this.#socket.leave(everyoneIn(seat.room));
    void this.#socket.leave(memberIn(seat.room, seat.peerId));
    return seat;
  }
}
