import type { PeerId } from '../shared/ids.ts';
import { ROOM_NUMBER_MAX } from '../shared/limits.ts';
import type { RandomBytes } from '../shared/random.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type { Answer, Entered, Member } from '../shared/signaling-protocol.ts';
import { accept, refuse } from './answers.ts';
import type { Clock } from './clock.ts';
import { RoomNumbers } from './room-numbers.ts';

export interface RoomLimits {
  /** Members of one room at most. */
  readonly maxPeers: number;
  /** Rooms at most; never more than there are room numbers. */
  readonly maxRooms: number;
}

/** A room as a newcomer finds it. */
export type Seating = Omit<Entered, 'iceServers'>;

type Members = Map<PeerId, Member>;

/** Who is in which room. A room begins with its first member and ends with its last. Knows nothing of sockets. */
export class Rooms {
  readonly #limits: RoomLimits;
  readonly #numbers: RoomNumbers;
  readonly #rooms = new Map<RoomNumber, Members>();

  constructor(limits: RoomLimits, now: Clock, randomBytes: RandomBytes) {
    this.#limits = { ...limits, maxRooms: Math.min(limits.maxRooms, ROOM_NUMBER_MAX) };
    this.#numbers = new RoomNumbers(now, randomBytes);
  }

  /** Makes a room with a new number. Refuses with `too-many-rooms`. */
  create(self: Member): Answer<Seating> {
    return this.#open(() => this.#numbers.pick((number) => this.#rooms.has(number)), self);
  }

  /** Enters a room. Refuses with `no-such-room`, `room-full` or `peer-id-taken`. */
  join(room: RoomNumber, self: Member): Answer<Seating> {
    const members = this.#rooms.get(room);
    if (members === undefined) return refuse('no-such-room', 'no room has this number now');
    return this.#enter(room, members, self);
  }

  /** Enters a room, making it again if it has ended: however short ago, its number is in somebody's link. */
  reopen(room: RoomNumber, self: Member): Answer<Seating> {
    return this.#rooms.has(room) ? this.join(room, self) : this.#open(() => room, self);
  }

  /** Takes a member out; the room ends with its last one. */
  leave(room: RoomNumber, peerId: PeerId): void {
    const members = this.#rooms.get(room);
    if (!members?.delete(peerId) || members.size > 0) return;
    this.#rooms.delete(room);
    this.#numbers.rest(room);
  }

  hasMember(room: RoomNumber, peerId: PeerId): boolean {
    return this.#rooms.get(room)?.has(peerId) ?? false;
  }

  count(): { rooms: number; peers: number } {
    const peers = [...this.#rooms.values()].reduce((sum, members) => sum + members.size, 0);
    return { rooms: this.#rooms.size, peers };
  }

  #open(number: () => RoomNumber, self: Member): Answer<Seating> {
    if (this.#rooms.size >= this.#limits.maxRooms) return refuse('too-many-rooms', 'this server has no room left');
    const room = number();
    const members: Members = new Map();
    this.#rooms.set(room, members);
    return this.#enter(room, members, self);
  }

  #enter(room: RoomNumber, members: Members, self: Member): Answer<Seating> {
    if (members.has(self.peerId)) return refuse('peer-id-taken', 'this peer id is in the room already');
    if (members.size >= this.#limits.maxPeers) return refuse('room-full', 'the room has as many members as it may');
    const others = [...members.values()];
    members.set(self.peerId, self);
    return accept({ room, self, members: others });
  }
}
