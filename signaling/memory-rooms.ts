import type { PeerId, SeatToken } from '../shared/ids.ts';
import { RELOAD_GRACE_MS, ROOM_NUMBER_MAX } from '../shared/limits.ts';
import type { RandomBytes } from '../shared/random.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type { Answer, Member } from '../shared/signaling-protocol.ts';
import { accept } from './answers.ts';
import type { Clock } from './clock.ts';
import { Deadlines } from './deadlines.ts';
import { RoomNumbers } from './room-numbers.ts';
import {
  type Arrival,
  type Entrant,
  type Gone,
  type RoomCount,
  type RoomLimits,
  type Rooms,
  refusals,
  type Seat,
} from './rooms.ts';
import { SourceCounts } from './source-counts.ts';

interface Place {
  readonly room: RoomNumber;
  readonly token: SeatToken;
  readonly member: Member;
  readonly sitting: string;
  /** An unloading page is not missed yet: it may be a reload. */
  presence: 'here' | 'away' | 'unloading';
}

interface Room {
  readonly places: Map<PeerId, Place>;
  /** To be called when the room ends: it counts for the address that made it, whoever is in it now. */
  readonly giveBack: () => void;
}

/** The rooms of one process, in its memory. */
export class MemoryRooms implements Rooms {
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

  create(entrant: Entrant): Answer<Arrival> {
    return this.#open(() => this.#numbers.pick((number) => this.#rooms.has(number)), entrant);
  }

  join(room: RoomNumber, entrant: Entrant): Answer<Arrival> {
    const places = this.#rooms.get(room)?.places;
    if (places === undefined) return refusals['no-such-room'];
    return this.#enter(room, places, entrant);
  }

  reopen(room: RoomNumber, entrant: Entrant): Answer<Arrival> {
    return this.#rooms.has(room) ? this.join(room, entrant) : this.#open(() => room, entrant);
  }

  /** Whoever has come since then has been told of by this very process. */
  lookAgain(arrival: Arrival): Arrival {
    return arrival;
  }

  leave(seat: Seat): boolean {
    const place = this.#placeOf(seat);
    if (place === undefined) return false;
    this.#remove(place);
    return true;
  }

  lose(seat: Seat): boolean {
    const place = this.#placeOf(seat);
    if (place?.presence !== 'here') return false;
    this.#keep(place, 'away', this.#limits.seatGrace * 1_000);
    return true;
  }

  unload(seat: Seat): void {
    const place = this.#placeOf(seat);
    if (place !== undefined) this.#keep(place, 'unloading', RELOAD_GRACE_MS);
  }

  nextDeadline(): number | undefined {
    return this.#deadlines.next();
  }

  expire(): readonly Gone[] {
    return this.#deadlines.takeDue(this.#now()).map((place) => {
      this.#remove(place);
      const reason = place.presence === 'unloading' ? 'left' : 'disconnected';
      return { room: place.room, peerId: place.member.peerId, reason };
    });
  }

  hasMember(room: RoomNumber, peerId: PeerId): boolean {
    return this.#rooms.get(room)?.places.get(peerId)?.presence === 'here';
  }

  count(): RoomCount {
    const peers = [...this.#rooms.values()].reduce((sum, { places }) => sum + places.size, 0);
    return { rooms: this.#rooms.size, peers };
  }

  #open(number: () => RoomNumber, entrant: Entrant): Answer<Arrival> {
    if (this.#rooms.size >= this.#limits.maxRooms) return refusals['too-many-rooms'];
    const giveBack = this.#made.take(entrant.member.address);
    if (giveBack === undefined) return refusals['too-many-rooms-of-source'];
    const room = number();
    const places: Room['places'] = new Map();
    this.#rooms.set(room, { places, giveBack });
    return this.#enter(room, places, entrant);
  }

  #enter(room: RoomNumber, places: Room['places'], { member, token }: Entrant): Answer<Arrival> {
    const { peerId } = member;
    const own = places.get(peerId);
    if (own !== undefined && own.token !== token) return refusals['peer-id-taken'];
    if (own === undefined && places.size >= this.#limits.maxPeers) return refusals['room-full'];
    if (own !== undefined) this.#deadlines.delete(own);
    const turn = ++this.#sittings;
    const sitting = `${turn}`;
    places.set(peerId, { room, token, member, sitting, presence: 'here' });
    const others = [...places.values()].filter((place) => place.sitting !== sitting).map(asOthersSee);
    return accept({
      seat: { room, peerId, sitting },
      entered: { room, self: member, members: others },
      returned: own !== undefined,
      displaces: own?.presence === 'here',
      turn,
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
