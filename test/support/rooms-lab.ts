import * as v from 'valibot';
import { type PeerId, type SeatToken, seatTokenSchema } from '../../shared/ids.ts';
import { ROOM_NUMBER_MAX } from '../../shared/limits.ts';
import { type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import type { Answer, Member } from '../../shared/signaling-protocol.ts';
import { MemoryRooms } from '../../signaling/memory-rooms.ts';
import type { Arrival, Entrant, RoomLimits, Rooms, Seat, Seating } from '../../signaling/rooms.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
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
export interface RoomsLab<Kind extends Rooms = Rooms> {
  readonly rooms: Kind;
  readonly clock: FakeClock;
  /** `draw` is the position among the numbers that are free, from 0. */
  create(entrant: Entrant, draw?: number): Promise<Seat>;
}

/** What rooms are made of in a test: their limits, and chance that a test decides. */
export interface RoomsSetup {
  readonly limits: RoomLimits;
  readonly clock: FakeClock;
  readonly randomBytes: () => Uint8Array<ArrayBuffer>;
}

const usualLimits: RoomLimits = {
  maxPeers: 3,
  maxRooms: ROOM_NUMBER_MAX,
  maxRoomsPerSource: ROOM_NUMBER_MAX,
  seatGrace: SEAT_GRACE_MS / 1_000,
};

export function createRoomsLab<Kind extends Rooms>(
  limits: Partial<RoomLimits>,
  createRooms: (setup: RoomsSetup) => Kind,
): RoomsLab<Kind> {
  const clock = createFakeClock();
  let drawn = 0;
  const randomBytes = () => Uint8Array.from(bytesOf(drawn));
  const rooms = createRooms({ limits: { ...usualLimits, ...limits }, clock, randomBytes });
  const create = async (entrant: Entrant, draw = 0) => {
    drawn = draw;
    return seatOf(await rooms.create(entrant));
  };
  return { rooms, clock, create };
}

export const createMemoryRooms = (limits: Partial<RoomLimits> = {}): RoomsLab<MemoryRooms> =>
  createRoomsLab(limits, ({ limits, clock, randomBytes }) => new MemoryRooms(limits, clock.now, randomBytes));
