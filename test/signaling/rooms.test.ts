import { describe, expect, test } from 'vitest';
import { ROOM_NUMBER_MAX, ROOM_NUMBER_REST_MS } from '../../shared/limits.ts';
import type { Rooms, Seat } from '../../signaling/rooms.ts';
import {
  createRooms,
  enteredOf,
  entrantOf,
  memberOf,
  numberOf,
  peersOf,
  SEAT_GRACE_MS,
  seatOf,
} from '../support/rooms-lab.ts';

const [ada, grace, joan] = [entrantOf(1), entrantOf(2), entrantOf(3)];
const [adaMember, graceMember, joanMember] = [memberOf(1), memberOf(2), memberOf(3)];

describe('creating a room', () => {
  test('draws its number at random from 1 on', () => {
    expect(createRooms().create(ada, 0).room).toBe(1);
    expect(createRooms().create(ada, 41).room).toBe(42);
    expect(createRooms().create(ada, ROOM_NUMBER_MAX - 1).room).toBe(ROOM_NUMBER_MAX);
  });

  test('tells the creator who they are and that nobody else is here', () => {
    expect(enteredOf(createRooms().rooms.create(ada))).toEqual({ room: 1, self: adaMember, members: [] });
  });

  test('passes over the numbers of open rooms', () => {
    const { create } = createRooms();
    expect([ada, grace, joan].map((who) => create(who).room)).toEqual([1, 2, 3]);
  });

  test('is refused when the server has as many rooms as it may', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    create(ada);
    expect(rooms.create(grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
  });

  test('works again when a room has ended', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    rooms.leave(create(ada));
    expect(create(grace).room).toBe(2);
  });

  test('is refused when every number is in use, whatever the limit', () => {
    const { rooms, create } = createRooms({ maxRooms: ROOM_NUMBER_MAX + 1 });
    const seats = fillEveryNumber(rooms);
    expect(rooms.create(ada)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    rooms.leave(seats(77));
    expect(create(ada).room).toBe(77);
  });
});

describe('one address', () => {
  const elsewhere = { ...joan, member: { ...joanMember, address: '192.168.1.21' } };

  test('makes rooms up to a bound, which others do not notice', () => {
    const { rooms, create } = createRooms({ maxRoomsPerSource: 2 });
    create(ada);
    rooms.reopen(numberOf(42), grace);
    expect(rooms.create(joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    expect(rooms.reopen(numberOf(43), joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    expect(rooms.create(elsewhere)).toHaveProperty('ok', true);
  });

  test('still joins the rooms that there are', () => {
    const { rooms, create } = createRooms({ maxRoomsPerSource: 1 });
    const { room } = create(ada);
    expect(rooms.join(room, grace)).toHaveProperty('ok', true);
    expect(rooms.reopen(room, joan)).toHaveProperty('ok', true);
  });

  test('has made a room until it ends, whoever is in it', () => {
    const { rooms, create } = createRooms({ maxRoomsPerSource: 1 });
    const seat = create(ada);
    const other = seatOf(rooms.join(seat.room, elsewhere));
    rooms.leave(seat);
    expect(rooms.create(ada)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    rooms.leave(other);
    expect(rooms.create(ada)).toHaveProperty('ok', true);
  });

  test('cannot fill the server by rooms that nobody is in any more', () => {
    const { rooms, clock, create } = createRooms({ maxRooms: 3, maxRoomsPerSource: 2 });
    for (const who of [ada, grace]) rooms.lose(create(who));
    expect(rooms.create(joan)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    expect(rooms.create(elsewhere)).toHaveProperty('ok', true);
    clock.advance(SEAT_GRACE_MS);
    rooms.expire();
    expect(rooms.create(joan)).toHaveProperty('ok', true);
  });
});

describe('the number of an ended room', () => {
  test('rests before somebody else gets it', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada));
    clock.advance(ROOM_NUMBER_REST_MS - 1);
    expect(create(grace).room).toBe(2);
  });

  test('is given out again after its rest', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada));
    clock.advance(ROOM_NUMBER_REST_MS);
    expect(create(grace).room).toBe(1);
  });

  test('rests anew when the room was made again meanwhile', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada));
    clock.advance(ROOM_NUMBER_REST_MS - 1);
    rooms.leave(seatOf(rooms.reopen(numberOf(1), ada)));
    clock.advance(1);
    expect(create(grace).room).toBe(2);
  });

  test('goes to the next room early when no number is rested: the one that ended longest ago', () => {
    const { rooms, clock, create } = createRooms();
    const seats = fillEveryNumber(rooms);
    for (const index of [5, 3, 9]) {
      rooms.leave(seats(index));
      clock.advance(1);
    }
    // Number 5 ends once more, so 3 has rested longest; then 9, then 5.
    rooms.leave(seatOf(rooms.reopen(numberOf(5), ada)));
    expect([ada, grace, joan].map((who) => create(who).room)).toEqual([3, 9, 5]);
  });
});

describe('joining a room', () => {
  test('tells who is here already, the first first', () => {
    const { rooms, create } = createRooms();
    const { room } = create(ada);
    rooms.join(room, grace);
    const members = [adaMember, graceMember].map((member) => ({ ...member, away: false }));
    expect(enteredOf(rooms.join(room, joan))).toEqual({ room, self: joanMember, members });
  });

  test('is refused where there is none', () => {
    const { rooms } = createRooms();
    expect(rooms.join(numberOf(42), ada)).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('is refused in the same way where there was one', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada);
    rooms.leave(seat);
    expect(rooms.join(seat.room, grace)).toEqual(rooms.join(numberOf(42), grace));
  });

  test('is refused when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 2 });
    const { room } = create(ada);
    rooms.join(room, grace);
    expect(rooms.join(room, joan)).toMatchObject({ ok: false, code: 'room-full' });
    expect(rooms.count()).toEqual({ rooms: 1, peers: 2 });
  });

  test('is refused to a peer id that is in the room, without its token, and the first one keeps its seat', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada);
    expect(rooms.join(seat.room, { ...ada, token: grace.token })).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(peersOf(enteredOf(rooms.join(seat.room, joan)))).toEqual([seat.peerId]);
  });

  test('names a taken peer id as the reason even when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 2 });
    const { room } = create(ada);
    rooms.join(room, grace);
    expect(rooms.join(room, { ...ada, token: grace.token })).toMatchObject({ ok: false, code: 'peer-id-taken' });
  });
});

describe('reopening a room', () => {
  test('joins it while it is open', () => {
    const { rooms, create } = createRooms();
    const { room } = create(ada);
    expect(peersOf(enteredOf(rooms.reopen(room, grace)))).toEqual([adaMember.peerId]);
  });

  test('makes it again with the same number, however short ago it ended', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada, 41);
    rooms.leave(seat);
    expect(enteredOf(rooms.reopen(seat.room, ada))).toEqual({ room: 42, self: adaMember, members: [] });
  });

  test('is refused when it would take one room too many', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    create(ada);
    expect(rooms.reopen(numberOf(42), grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
  });

  test('is refused when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 1 });
    expect(rooms.reopen(create(ada).room, grace)).toMatchObject({ ok: false, code: 'room-full' });
  });
});

describe('leaving a room', () => {
  test('frees the seat, and the others stay', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada);
    rooms.join(seat.room, grace);
    expect(rooms.leave(seat)).toBe(true);
    expect(rooms.hasMember(seat.room, seat.peerId)).toBe(false);
    expect(rooms.hasMember(seat.room, graceMember.peerId)).toBe(true);
  });

  test('ends it when the last member goes', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada);
    rooms.leave(seat);
    expect(rooms.count()).toEqual({ rooms: 0, peers: 0 });
    expect(rooms.join(seat.room, grace)).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('changes nothing for a seat that is given up already, or was never taken', () => {
    const { rooms, create } = createRooms();
    const seat = create(ada);
    expect(rooms.leave({ ...seat, peerId: graceMember.peerId })).toBe(false);
    expect(rooms.leave({ ...seat, room: numberOf(42) })).toBe(false);
    expect(rooms.count()).toEqual({ rooms: 1, peers: 1 });
    expect([rooms.leave(seat), rooms.leave(seat)]).toEqual([true, false]);
  });
});

describe('the rooms', () => {
  test('count what is open', () => {
    const { rooms, create } = createRooms();
    rooms.join(create(ada).room, grace);
    create(joan);
    expect(rooms.count()).toEqual({ rooms: 2, peers: 3 });
  });

  test('know members of their own room only', () => {
    const { rooms, create } = createRooms();
    const [first, second] = [create(ada), create(grace)];
    expect(rooms.hasMember(first.room, adaMember.peerId)).toBe(true);
    expect(rooms.hasMember(second.room, adaMember.peerId)).toBe(false);
    expect(rooms.hasMember(numberOf(42), adaMember.peerId)).toBe(false);
  });
});

/** A room for every number there is; answers their seats by number. */
function fillEveryNumber(rooms: Rooms): (number: number) => Seat {
  const seats = new Map<number, Seat>();
  for (let number = 1; number <= ROOM_NUMBER_MAX; number++) {
    seats.set(number, seatOf(rooms.reopen(numberOf(number), entrantOf(number))));
  }
  return (number) => {
    const seat = seats.get(number);
    if (seat === undefined) throw new Error('there is no such seat');
    return seat;
  };
}
