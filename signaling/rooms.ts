import type { PeerId, SeatToken } from '../shared/ids.ts';
import { RELOAD_GRACE_MS, ROOM_NUMBER_MAX } from '../shared/limits.ts';
import type { RandomBytes } from '../shared/random.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type { Answer, Entered, Member, MemberLeft } from '../shared/signaling-protocol.ts';
import { accept, refuse } from './answers.ts';
import type { Clock } from './clock.ts';
import { Deadlines } from './deadlines.ts';
import { RoomNumbers } from './room-numbers.ts';
import { SourceCounts } from './source-counts.ts';

export interface RoomLimits {
  /** Members of one room at most, those who are away among them. */
  readonly maxPeers: number;
  /** Rooms at most; never more than there are room numbers. */
  readonly maxRooms: number;
  /** Rooms at most that were made from one address, so that nobody can take all there are. */
  readonly maxRoomsPerSource: number;
  /** How long the seat of somebody who was lost is kept, in s. */
  readonly seatGrace: number;
}

/** A room as a newcomer finds it. */
export type Seating = Omit<Entered, 'iceServers'>;

/** Somebody at the door: how the server sees them, and what proves that a seat is theirs. */
export interface Entrant {
  readonly member: Member;
  readonly token: SeatToken;
}

/** A seat, as who sits on it knows it. Once they have sat down again elsewhere, this one is worth nothing. */
export interface Seat {
  readonly room: RoomNumber;
  readonly peerId: PeerId;
  /** Counts who sat down on this server, so that an earlier connection cannot give up what a later one holds. */
  readonly sitting: number;
}

export interface Arrival {
  readonly seat: Seat;
  readonly entered: Seating;
  /** Whether the seat was theirs before: they were away or loaded the page anew, or their old connection is still there. */
  readonly returned: boolean;
}

/** Somebody whose time is up. */
export interface Gone extends MemberLeft {
  readonly room: RoomNumber;
}

interface Place {
  readonly room: RoomNumber;
  readonly token: SeatToken;
  readonly member: Member;
  readonly sitting: number;
  /** An unloading page is not missed yet: it may be a reload. */
  presence: 'here' | 'away' | 'unloading';
}

interface Room {
  readonly places: Map<PeerId, Place>;
  /** To be called when the room ends: it counts for the address that made it, whoever is in it now. */
  readonly giveBack: () => void;
}

/**
 * Who is in which room. A room begins with its first member and ends with its last seat, which outlives a lost
 * connection for a while. Knows nothing of sockets and timers.
 */
export class Rooms {
  readonly #limits: RoomLimits;
  readonly #now: Clock;
  readonly #numbers: RoomNumbers;
  readonly #rooms = new Map<RoomNumber, Room>();
  readonly #made: SourceCounts;
  readonly #deadlines = new Deadlines<Place>();
  #sittings = 0;

  constructor(limits: RoomLimits, now: Clock, randomBytes: RandomBytes) {
    this.#limits = { ...limits, maxRooms: Math.min(limits.maxRooms, ROOM_NUMBER_MAX) };
    this.#made = new SourceCounts(limits.maxRoomsPerSource);
    this.#now = now;
    this.#numbers = new RoomNumbers(now, randomBytes);
  }

  /** Makes a room with a new number. Refuses with `too-many-rooms`. */
  create(entrant: Entrant): Answer<Arrival> {
    return this.#open(() => this.#numbers.pick((number) => this.#rooms.has(number)), entrant);
  }

  /** Enters a room. Refuses with `no-such-room`, `room-full` or `peer-id-taken`. */
  join(room: RoomNumber, entrant: Entrant): Answer<Arrival> {
    const places = this.#rooms.get(room)?.places;
    // Nobody is told whether there was one: the answer is the same.
    if (places === undefined) return refuse('no-such-room', 'no room has this number now');
    return this.#enter(room, places, entrant);
  }

  /** Enters a room, making it again if it has ended: however short ago, its number is in somebody's link. */
  reopen(room: RoomNumber, entrant: Entrant): Answer<Arrival> {
    return this.#rooms.has(room) ? this.join(room, entrant) : this.#open(() => room, entrant);
  }

  /** They said goodbye. Answers whether the seat was still theirs; the room ends with its last one. */
  leave(seat: Seat): boolean {
    const place = this.#placeOf(seat);
    if (place === undefined) return false;
    this.#remove(place);
    return true;
  }

  /** Their connection is lost: the seat is kept for a while. Answers whether they are away from now on. */
  lose(seat: Seat): boolean {
    const place = this.#placeOf(seat);
    if (place?.presence !== 'here') return false;
    this.#keep(place, 'away', this.#limits.seatGrace * 1_000);
    return true;
  }

  /** Their page goes away, and may come back at once. */
  unload(seat: Seat): void {
    const place = this.#placeOf(seat);
    if (place !== undefined) this.#keep(place, 'unloading', RELOAD_GRACE_MS);
  }

  /** When {@link expire} has something to do next, in ms on the clock; undefined while everybody is here. */
  nextDeadline(): number | undefined {
    return this.#deadlines.next();
  }

  /** Takes the seats of those who did not come back in time. */
  expire(): readonly Gone[] {
    return this.#deadlines.takeDue(this.#now()).map((place) => {
      this.#remove(place);
      const reason = place.presence === 'unloading' ? 'left' : 'disconnected';
      return { room: place.room, peerId: place.member.peerId, reason };
    });
  }

  /** Whether somebody is there to be told something. */
  hasMember(room: RoomNumber, peerId: PeerId): boolean {
    return this.#rooms.get(room)?.places.get(peerId)?.presence === 'here';
  }

  /** Everybody with a seat counts, here or away. */
  count(): { rooms: number; peers: number } {
    const peers = [...this.#rooms.values()].reduce((sum, { places }) => sum + places.size, 0);
    return { rooms: this.#rooms.size, peers };
  }

  #open(number: () => RoomNumber, entrant: Entrant): Answer<Arrival> {
    if (this.#rooms.size >= this.#limits.maxRooms) return refuse('too-many-rooms', 'this server has no room left');
    const giveBack = this.#made.take(entrant.member.address);
    if (giveBack === undefined) return refuse('too-many-rooms', 'this address has made as many rooms as it may');
    const room = number();
    const places: Room['places'] = new Map();
    this.#rooms.set(room, { places, giveBack });
    return this.#enter(room, places, entrant);
  }

  #enter(room: RoomNumber, places: Room['places'], { member, token }: Entrant): Answer<Arrival> {
    const { peerId } = member;
    const own = places.get(peerId);
    if (own !== undefined && own.token !== token) return refuse('peer-id-taken', 'this peer id is in the room already');
    if (own === undefined && places.size >= this.#limits.maxPeers) {
      return refuse('room-full', 'the room has as many members as it may');
    }
    if (own !== undefined) this.#deadlines.delete(own);
    const sitting = ++this.#sittings;
    places.set(peerId, { room, token, member, sitting, presence: 'here' });
    const others = [...places.values()].filter((place) => place.sitting !== sitting).map(asOthersSee);
    return accept({
      seat: { room, peerId, sitting },
      entered: { room, self: member, members: others },
      returned: own !== undefined,
    });
  }

  #placeOf({ room, peerId, sitting }: Seat): Place | undefined {
    const place = this.#rooms.get(room)?.places.get(peerId);
    return place?.sitting === sitting ? place : undefined;
  }

  #keep(place: Place, presence: 'away' | 'unloading', graceMs: number): void {
    place.presence = presence;
    this.#deadlines.set(place, this.#now() + graceMs);
  }

  #remove(place: Place): void {
    this.#deadlines.delete(place);
    const room = this.#rooms.get(place.room);
    if (!room?.places.delete(place.member.peerId) || room.places.size > 0) return;
    this.#rooms.delete(place.room);
    room.giveBack();
    this.#numbers.rest(place.room);
  }
}

const asOthersSee = ({ member, presence }: Place) => ({ ...member, away: presence === 'away' });
