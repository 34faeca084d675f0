import { describe, expect, test } from 'vitest';
import { ROOM_NUMBER_MAX, ROOM_NUMBER_REST_MS } from '../../shared/limits.ts';
import type { RoomLimits, Rooms, Seat } from '../../signaling/rooms.ts';
import {
  enteredOf,
  entrantOf,
  memberOf,
  numberOf,
  peersOf,
  type RoomsLab,
  SEAT_GRACE_MS,
  seatOf,
} from '../support/rooms-lab.ts';

const [ada, grace, joan] = [entrantOf(1), entrantOf(2), entrantOf(3)];
const [adaMember, graceMember, joanMember] = [memberOf(1), memberOf(2), memberOf(3)];

/** What rooms promise, wherever they are kept: who may enter which, and under which number. */
export function keepRoomsContract(createRooms: (limits?: Partial<RoomLimits>) => RoomsLab): void {
  describe('creating a room', () => {
    test('draws its number at random from 1 on', async () => {
      expect((await createRooms().create(ada, 0)).room).toBe(1);
      expect((await createRooms().create(ada, 41)).room).toBe(42);
      expect((await createRooms().create(ada, ROOM_NUMBER_MAX - 1)).room).toBe(ROOM_NUMBER_MAX);
    });

    test('tells the creator who they are and that nobody else is here', async () => {
      expect(enteredOf(await createRooms().rooms.create(ada))).toEqual({ room: 1, self: adaMember, members: [] });
    });

    test('passes over the numbers of open rooms', async () => {
      const { create } = createRooms();
      expect([await create(ada), await create(grace), await create(joan)].map(({ room }) => room)).toEqual([1, 2, 3]);
    });

    test('is refused when the server has as many rooms as it may', async () => {
      const { rooms, create } = createRooms({ maxRooms: 1 });
      await create(ada);
      expect(await rooms.create(grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    });

    test('works again when a room has ended', async () => {
      const { rooms, create } = createRooms({ maxRooms: 1 });
      await rooms.leave(await create(ada));
      expect((await create(grace)).room).toBe(2);
    });

    test('is refused when every number is in use, whatever the limit', async () => {
      const { rooms, create } = createRooms({ maxRooms: ROOM_NUMBER_MAX + 1 });
      const seats = await fillEveryNumber(rooms);
      expect(await rooms.create(ada)).toMatchObject({ ok: false, code: 'too-many-rooms' });
      await rooms.leave(seats(77));
      expect((await create(ada)).room).toBe(77);
    });
  });

  describe('one address', () => {
    const elsewhere = { ...joan, member: { ...joanMember, address: '192.168.1.21' } };

    test('makes rooms up to a bound, which others do not notice', async () => {
      const { rooms, create } = createRooms({ maxRoomsPerSource: 2 });
      await create(ada);
      await rooms.reopen(numberOf(42), grace);
      expect(await rooms.create(joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
      expect(await rooms.reopen(numberOf(43), joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
      expect(await rooms.create(elsewhere)).toHaveProperty('ok', true);
    });

    test('still joins the rooms that there are', async () => {
      const { rooms, create } = createRooms({ maxRoomsPerSource: 1 });
      const { room } = await create(ada);
      expect(await rooms.join(room, grace)).toHaveProperty('ok', true);
      expect(await rooms.reopen(room, joan)).toHaveProperty('ok', true);
    });

    test('has made a room until it ends, whoever is in it', async () => {
      const { rooms, create } = createRooms({ maxRoomsPerSource: 1 });
      const seat = await create(ada);
      const other = seatOf(await rooms.join(seat.room, elsewhere));
      await rooms.leave(seat);
      expect(await rooms.create(ada)).toMatchObject({ ok: false, code: 'too-many-rooms' });
      await rooms.leave(other);
      expect(await rooms.create(ada)).toHaveProperty('ok', true);
    });

    test('cannot fill the server by rooms that nobody is in any more', async () => {
      const { rooms, clock, create } = createRooms({ maxRooms: 3, maxRoomsPerSource: 2 });
      for (const who of [ada, grace]) await rooms.lose(await create(who));
      expect(await rooms.create(joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
      expect(await rooms.create(elsewhere)).toHaveProperty('ok', true);
      clock.advance(SEAT_GRACE_MS);
      await rooms.expire();
      expect(await rooms.create(joan)).toHaveProperty('ok', true);
    });
  });

  describe('the number of an ended room', () => {
    test('rests before somebody else gets it', async () => {
      const { rooms, clock, create } = createRooms();
      await rooms.leave(await create(ada));
      clock.advance(ROOM_NUMBER_REST_MS - 1);
      expect((await create(grace)).room).toBe(2);
    });

    test('is given out again after its rest', async () => {
      const { rooms, clock, create } = createRooms();
      await rooms.leave(await create(ada));
      clock.advance(ROOM_NUMBER_REST_MS);
      expect((await create(grace)).room).toBe(1);
    });

    test('rests anew when the room was made again meanwhile', async () => {
      const { rooms, clock, create } = createRooms();
      await rooms.leave(await create(ada));
      clock.advance(ROOM_NUMBER_REST_MS - 1);
      await rooms.leave(seatOf(await rooms.reopen(numberOf(1), ada)));
      clock.advance(1);
      expect((await create(grace)).room).toBe(2);
    });

    test('goes to the next room early when no number is rested: the one that ended longest ago', async () => {
      const { rooms, clock, create } = createRooms();
      const seats = await fillEveryNumber(rooms);
      for (const index of [5, 3, 9]) {
        await rooms.leave(seats(index));
        clock.advance(1);
      }
      // Number 5 ends once more, so 3 has rested longest; then 9, then 5.
      await rooms.leave(seatOf(await rooms.reopen(numberOf(5), ada)));
      expect([await create(ada), await create(grace), await create(joan)].map(({ room }) => room)).toEqual([3, 9, 5]);
    });
  });

  describe('joining a room', () => {
    test('tells who is here already, the first first', async () => {
      const { rooms, create } = createRooms();
      const { room } = await create(ada);
      await rooms.join(room, grace);
      const members = [adaMember, graceMember].map((member) => ({ ...member, away: false }));
      expect(enteredOf(await rooms.join(room, joan))).toEqual({ room, self: joanMember, members });
    });

    test('is refused where there is none', async () => {
      const { rooms } = createRooms();
      expect(await rooms.join(numberOf(42), ada)).toMatchObject({ ok: false, code: 'no-such-room' });
    });

    test('is refused in the same way where there was one', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada);
      await rooms.leave(seat);
      expect(await rooms.join(seat.room, grace)).toEqual(await rooms.join(numberOf(42), grace));
    });

    test('is refused when the room is full', async () => {
      const { rooms, create } = createRooms({ maxPeers: 2 });
      const { room } = await create(ada);
      await rooms.join(room, grace);
      expect(await rooms.join(room, joan)).toMatchObject({ ok: false, code: 'room-full' });
      expect(await rooms.count()).toEqual({ rooms: 1, peers: 2 });
    });

    test('is refused to a peer id that is in the room, without its token, and the first one keeps its seat', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada);
      expect(await rooms.join(seat.room, { ...ada, token: grace.token })).toMatchObject({
        ok: false,
        code: 'peer-id-taken',
      });
      expect(peersOf(enteredOf(await rooms.join(seat.room, joan)))).toEqual([seat.peerId]);
    });

    test('names a taken peer id as the reason even when the room is full', async () => {
      const { rooms, create } = createRooms({ maxPeers: 2 });
      const { room } = await create(ada);
      await rooms.join(room, grace);
      expect(await rooms.join(room, { ...ada, token: grace.token })).toMatchObject({
        ok: false,
        code: 'peer-id-taken',
      });
    });
  });

  describe('reopening a room', () => {
    test('joins it while it is open', async () => {
      const { rooms, create } = createRooms();
      const { room } = await create(ada);
      expect(peersOf(enteredOf(await rooms.reopen(room, grace)))).toEqual([adaMember.peerId]);
    });

    test('makes it again with the same number, however short ago it ended', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada, 41);
      await rooms.leave(seat);
      expect(enteredOf(await rooms.reopen(seat.room, ada))).toEqual({ room: 42, self: adaMember, members: [] });
    });

    test('is refused when it would take one room too many', async () => {
      const { rooms, create } = createRooms({ maxRooms: 1 });
      await create(ada);
      expect(await rooms.reopen(numberOf(42), grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    });

    test('is refused when the room is full', async () => {
      const { rooms, create } = createRooms({ maxPeers: 1 });
      expect(await rooms.reopen((await create(ada)).room, grace)).toMatchObject({ ok: false, code: 'room-full' });
    });
  });

  describe('leaving a room', () => {
    test('frees the seat, and the others stay', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada);
      await rooms.join(seat.room, grace);
      expect(await rooms.leave(seat)).toBe(true);
      expect(peersOf(enteredOf(await rooms.join(seat.room, joan)))).toEqual([graceMember.peerId]);
    });

    test('ends it when the last member goes', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada);
      await rooms.leave(seat);
      expect(await rooms.count()).toEqual({ rooms: 0, peers: 0 });
      expect(await rooms.join(seat.room, grace)).toMatchObject({ ok: false, code: 'no-such-room' });
    });

    test('changes nothing for a seat that is given up already, or was never taken', async () => {
      const { rooms, create } = createRooms();
      const seat = await create(ada);
      expect(await rooms.leave({ ...seat, peerId: graceMember.peerId })).toBe(false);
      expect(await rooms.leave({ ...seat, room: numberOf(42) })).toBe(false);
      expect(await rooms.count()).toEqual({ rooms: 1, peers: 1 });
      expect([await rooms.leave(seat), await rooms.leave(seat)]).toEqual([true, false]);
    });
  });

  describe('the rooms', () => {
    test('count what is open', async () => {
      const { rooms, create } = createRooms();
      await rooms.join((await create(ada)).room, grace);
      await create(joan);
      expect(await rooms.count()).toEqual({ rooms: 2, peers: 3 });
    });
  });
}

const NUMBERS_AT_ONCE = 100;

/** A room for every number there is; answers their seats by number. */
async function fillEveryNumber(rooms: Rooms): Promise<(number: number) => Seat> {
  const seats: Seat[] = [];
  // Several at once: where rooms are kept elsewhere, each of them is a journey.
  while (seats.length < ROOM_NUMBER_MAX) {
    const count = Math.min(NUMBERS_AT_ONCE, ROOM_NUMBER_MAX - seats.length);
    const numbers = Array.from({ length: count }, (_, index) => seats.length + index + 1);
    const answers = await Promise.all(numbers.map((number) => rooms.reopen(numberOf(number), entrantOf(number))));
    seats.push(...answers.map(seatOf));
  }
  return (number) => {
    const seat = seats[number - 1];
    if (seat === undefined) throw new Error('there is no such seat');
    return seat;
  };
}
