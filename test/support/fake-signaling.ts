import * as v from 'valibot';
import {
  type ConnectSignaling,
  type EnterRequest,
  type Signaling,
  SignalingError,
  type SignalingEvents,
} from '../../client/net/signaling.ts';
import type { PeerId, SeatToken } from '../../shared/ids.ts';
import { type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import type { Entered, IceServer, Member, RelayedSignal, SignalingErrorCode } from '../../shared/signaling-protocol.ts';

interface Seat {
  readonly member: Member;
  readonly token: SeatToken;
  /** Undefined while they are gone, and their seat is kept. */
  visitor: FakeVisitor | undefined;
  /** Whether the others have heard that they are gone for now. */
  away: boolean;
}

/** The signaling server, in memory. Rooms are numbered from 1; visitors reach it while it is running. */
export class FakeSignalingServer {
  membersMax = 32;
  iceServers: readonly IceServer[] = [];
  /** Every signal that was relayed. */
  readonly relayed: RelayedSignal[] = [];
  readonly #rooms = new Map<RoomNumber, Seat[]>();
  readonly #visitors: FakeVisitor[] = [];
  #refusals: SignalingErrorCode[] = [];
  #running = true;

  get isRunning(): boolean {
    return this.#running;
  }

  readonly connect: ConnectSignaling = (events) => {
    const visitor = new FakeVisitor(this, events, 50_000 + this.#visitors.length);
    this.#visitors.push(visitor);
    if (this.#running) visitor.connect();
    return visitor;
  };

  /** The visitor in the order of connecting, from 0. */
  visitor(index: number): FakeVisitor {
    const visitor = this.#visitors[index];
    if (visitor === undefined) throw new Error('there is no such visitor');
    return visitor;
  }

  /** Who is in a room. */
  membersOf(room: number): PeerId[] {
    return this.#seatsOf(v.parse(roomNumberSchema, room)).map(({ member }) => member.peerId);
  }

  /** The next attempts to enter are answered with these. */
  refuseNext(...codes: readonly SignalingErrorCode[]): void {
    this.#refusals.push(...codes);
  }

  /** Everybody is cut off, and the server forgets everything. */
  stop(): void {
    this.#running = false;
    this.#rooms.clear();
    for (const visitor of this.#visitors) visitor.disconnect();
  }

  start(): void {
    this.#running = true;
    for (const visitor of this.#visitors) visitor.connect();
  }

  enter(visitor: FakeVisitor, request: EnterRequest): Entered {
    const [refusal, ...later] = this.#refusals;
    this.#refusals = later;
    if (refusal !== undefined) throw refused(refusal);
    const room = request.type === 'create' ? this.#freeNumber() : request.room;
    const seats = this.#seatsOf(room);
    const own = seats.find(({ member }) => member.peerId === request.peerId);
    if (request.type === 'join' && seats.length === 0) throw refused('no-such-room');
    if (this.seatOf(visitor) !== undefined) throw refused('already-in-a-room');
    if (own !== undefined && own.token !== request.seatToken) throw refused('peer-id-taken');
    if (own === undefined && seats.length >= this.membersMax) throw refused('room-full');
    const self: Member = { peerId: request.peerId, address: '192.168.1.20', port: visitor.port };
    const others = seats.filter((seat) => seat !== own);
    own?.visitor?.putOut();
    this.#tell(others, (events) => (own === undefined ? events.memberJoined(self) : events.memberReturned(self)));
    this.#rooms.set(room, [...others, { member: self, token: request.seatToken, visitor, away: false }]);
    const members = others.map(({ member, away }) => ({ ...member, away }));
    return { room, self, members, iceServers: [...this.iceServers] };
  }

  relay(from: FakeVisitor, to: PeerId, signal: Omit<RelayedSignal, 'from'>): void {
    const sender = this.seatOf(from);
    if (sender === undefined) return;
    const relayed = { ...signal, from: sender.seat.member.peerId };
    this.relayed.push(relayed);
    const seat = this.#seatsOf(sender.room).find(({ member }) => member.peerId === to);
    seat?.visitor?.tell((events) => events.signalRelayed(relayed));
  }

  leave(visitor: FakeVisitor): void {
    const left = this.seatOf(visitor);
    if (left !== undefined) this.#remove(left, 'left');
  }

  /** The page goes away: nobody is told so yet. */
  unload(visitor: FakeVisitor): void {
    const left = this.seatOf(visitor);
    if (left !== undefined) left.seat.visitor = undefined;
  }

  /** The connection is gone: the seat is kept. */
  lose(visitor: FakeVisitor): void {
    const lost = this.seatOf(visitor);
    if (lost === undefined) return;
    lost.seat.visitor = undefined;
    lost.seat.away = true;
    const { peerId } = lost.seat.member;
    this.#tell(this.#seatsOf(lost.room), (events) => events.memberAway({ peerId }));
  }

  /** The time of all kept seats is up. */
  endGrace(): void {
    for (const [room, seats] of this.#rooms) {
      for (const seat of seats) {
        if (seat.visitor === undefined) this.#remove({ room, seat }, seat.away ? 'disconnected' : 'left');
      }
    }
  }

  seatOf(visitor: FakeVisitor): { readonly room: RoomNumber; readonly seat: Seat } | undefined {
    for (const [room, seats] of this.#rooms) {
      const seat = seats.find((candidate) => candidate.visitor === visitor);
      if (seat !== undefined) return { room, seat };
    }
    return undefined;
  }

  #remove({ room, seat }: { room: RoomNumber; seat: Seat }, reason: 'left' | 'disconnected'): void {
    const remaining = this.#seatsOf(room).filter((other) => other !== seat);
    this.#rooms.set(room, remaining);
    this.#tell(remaining, (events) => events.memberLeft({ peerId: seat.member.peerId, reason }));
  }

  #tell(seats: readonly Seat[], event: (events: SignalingEvents) => void): void {
    for (const { visitor } of seats) visitor?.tell(event);
  }

  #seatsOf(room: RoomNumber): readonly Seat[] {
    return this.#rooms.get(room) ?? [];
  }

  #freeNumber(): RoomNumber {
    let number = 1;
    while (this.#seatsOf(v.parse(roomNumberSchema, number)).length > 0) number += 1;
    return v.parse(roomNumberSchema, number);
  }
}

const refused = (code: SignalingErrorCode) => new SignalingError(code, `refused: ${code}`);

/** One browser's way to the server. */
export class FakeVisitor implements Signaling {
  /** Where the server sees them. */
  port: number;
  readonly requests: EnterRequest[] = [];
  /** The server looks at a request to enter when this has resolved. */
  answersAfter: Promise<void> = Promise.resolve();
  readonly #server: FakeSignalingServer;
  readonly #events: SignalingEvents;
  #connected = false;
  #closed = false;

  constructor(server: FakeSignalingServer, events: SignalingEvents, port: number) {
    this.#server = server;
    this.#events = events;
    this.port = port;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  async enter(request: EnterRequest): Promise<Entered> {
    this.requests.push(request);
    await this.answersAfter;
    if (!this.#connected) throw new SignalingError('unreachable', 'not connected');
    return this.#server.enter(this, request);
  }

  sendSignal(...[to, attempt, signal]: Parameters<Signaling['sendSignal']>): void {
    if (this.#connected) this.#server.relay(this, to, { attempt, signal });
  }

  leave(): void {
    if (this.#connected) this.#server.leave(this);
  }

  unload(): void {
    if (this.#connected) this.#server.unload(this);
  }

  /** Somebody else has this one's seat now. The way to the server is made anew. */
  putOut(): void {
    this.tell((events) => events.seatTaken());
    queueMicrotask(() => {
      this.disconnect();
      this.connect();
    });
  }

  close(): void {
    this.#closed = true;
    this.disconnect();
  }

  connect(): void {
    if (this.#connected || this.#closed || !this.#server.isRunning) return;
    this.#connected = true;
    this.tell((events) => events.connected());
  }

  /** This browser's way to the server breaks. */
  disconnect(): void {
    if (!this.#connected) return;
    this.#server.lose(this);
    this.#connected = false;
    queueMicrotask(() => this.#events.disconnected());
  }

  tell(event: (events: SignalingEvents) => void): void {
    queueMicrotask(() => {
      if (this.#connected) event(this.#events);
    });
  }
}
