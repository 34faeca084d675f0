import * as v from 'valibot';
import { type PeerId, type SeatToken, seatTokenSchema } from '../../shared/ids.ts';
import { ROOM_NUMBER_MAX } from '../../shared/limits.ts';
import { type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import type { Answer, Member } from '../../shared/signaling-protocol.ts';
import { type Arrival, type Entrant, type RoomLimits, Rooms, type Seat, type Seating } from '../../signaling/rooms.ts';
import { createFakeClock } from './fake-clock.ts';
import { fakePeerId } from './fake-ids.ts';
import { bytesOf } from './scripted-random.ts';

export const SEAT_GRACE_MS = 90_000;

export const memberOf = (index: number): Member => ({
  peerId: fakePeerId(index),
  address: '192.168.1.20',
  port: 50_000 + (index % 1_000),
});

export const tokenOf = (index: number): SeatToken => v.parse(seatTokenSchema, index.toString(16).padStart(32, 'f'));
export const numberOf = (value: number): RoomNumber => v.parse(roomNumberSchema, value);

/** Somebody at the door, with the token that is theirs unless told otherwise. */
export const entrantOf = (index: number, token = tokenOf(index)): Entrant => ({ member: memberOf(index), token });

export function arrivalOf(answer: Answer<Arrival>): Arrival {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.value;
}

export const enteredOf = (answer: Answer<Arrival>): Seating => arrivalOf(answer).entered;
export const seatOf = (answer: Answer<Arrival>): Seat => arrivalOf(answer).seat;
export const peersOf = ({ members }: Seating): PeerId[] => members.map(({ peerId }) => peerId);

/** Rooms on a clock that a test moves. */
export function createRooms(limits: Partial<RoomLimits> = {}) {
  const clock = createFakeClock();
  let drawn = 0;
  const random = () => Uint8Array.from(bytesOf(drawn));
  const defaults = {
    maxPeers: 3,
    maxRooms: ROOM_NUMBER_MAX,
    maxRoomsPerSource: ROOM_NUMBER_MAX,
    seatGrace: SEAT_GRACE_MS / 1_000,
  };
  const rooms = new Rooms({ ...defaults, ...limits }, clock.now, random);
  /** `draw` is the position among the numbers that are free, from 0. */
  const create = (entrant: Entrant, draw = 0): Seat => {
    drawn = draw;
    return seatOf(rooms.create(entrant));
  };
  return { rooms, clock, create };
}
