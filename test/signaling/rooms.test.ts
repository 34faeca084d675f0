import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { peerIdSchema } from '../../shared/ids.ts';
import { ROOM_NUMBER_MAX, ROOM_NUMBER_REST_MS } from '../../shared/limits.ts';
import { type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import type { Answer, Member } from '../../shared/signaling-protocol.ts';
import { type RoomLimits, Rooms, type Seating } from '../../signaling/rooms.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { bytesOf } from '../support/scripted-random.ts';

const member = (index: number): Member => ({
  peerId: v.parse(peerIdSchema, index.toString(16).padStart(32, '0')),
  address: '192.168.1.20',
  port: 50_000 + (index % 1_000),
});
const [ada, grace, joan] = [member(1), member(2), member(3)];
const numberOf = (value: number) => v.parse(roomNumberSchema, value);

/** `draw` is the position among the numbers that are free, from 0. */
function createRooms(limits: Partial<RoomLimits> = {}) {
  const clock = createFakeClock();
  let drawn = 0;
  const random = () => Uint8Array.from(bytesOf(drawn));
  const rooms = new Rooms({ maxPeers: 3, maxRooms: ROOM_NUMBER_MAX, ...limits }, clock.now, random);
  const create = (self: Member, draw = 0) => {
    drawn = draw;
    return roomOf(rooms.create(self));
  };
  return { rooms, clock, create };
}

function roomOf(answer: Answer<Seating>): RoomNumber {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.value.room;
}

describe('creating a room', () => {
  test('draws its number at random from 1 on', () => {
    expect(createRooms().create(ada, 0)).toBe(1);
    expect(createRooms().create(ada, 41)).toBe(42);
    expect(createRooms().create(ada, ROOM_NUMBER_MAX - 1)).toBe(ROOM_NUMBER_MAX);
  });

  test('tells the creator who they are and that nobody else is here', () => {
    expect(createRooms().rooms.create(ada)).toEqual({ ok: true, value: { room: 1, self: ada, members: [] } });
  });

  test('passes over the numbers of open rooms', () => {
    const { create } = createRooms();
    expect([create(ada), create(grace), create(joan)]).toEqual([1, 2, 3]);
  });

  test('is refused when the server has as many rooms as it may', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    create(ada);
    expect(rooms.create(grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
  });

  test('works again when a room has ended', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    rooms.leave(create(ada), ada.peerId);
    expect(create(grace)).toBe(2);
  });

  test('is refused when every number is in use, whatever the limit', () => {
    const { rooms, create } = createRooms({ maxRooms: ROOM_NUMBER_MAX + 1 });
    for (let index = 1; index <= ROOM_NUMBER_MAX; index++) rooms.reopen(numberOf(index), member(index));
    expect(rooms.create(ada)).toMatchObject({ ok: false, code: 'too-many-rooms' });
    rooms.leave(numberOf(77), member(77).peerId);
    expect(create(ada)).toBe(77);
  });
});

describe('the number of an ended room', () => {
  test('rests before somebody else gets it', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada), ada.peerId);
    clock.advance(ROOM_NUMBER_REST_MS - 1);
    expect(create(grace)).toBe(2);
  });

  test('is given out again after its rest', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada), ada.peerId);
    clock.advance(ROOM_NUMBER_REST_MS);
    expect(create(grace)).toBe(1);
  });

  test('rests anew when the room was made again meanwhile', () => {
    const { rooms, clock, create } = createRooms();
    rooms.leave(create(ada), ada.peerId);
    clock.advance(ROOM_NUMBER_REST_MS - 1);
    rooms.reopen(numberOf(1), ada);
    rooms.leave(numberOf(1), ada.peerId);
    clock.advance(1);
    expect(create(grace)).toBe(2);
  });

  test('goes to the next room early when no number is rested: the one that ended longest ago', () => {
    const { rooms, clock, create } = createRooms();
    for (let index = 1; index <= ROOM_NUMBER_MAX; index++) rooms.reopen(numberOf(index), member(index));
    for (const index of [5, 3, 9]) {
      rooms.leave(numberOf(index), member(index).peerId);
      clock.advance(1);
    }
    // Number 5 ends once more, so 3 has rested longest; then 9, then 5.
    rooms.reopen(numberOf(5), ada);
    rooms.leave(numberOf(5), ada.peerId);
    expect([create(ada), create(grace), create(joan)]).toEqual([3, 9, 5]);
  });
});

describe('joining a room', () => {
  test('tells who is here already, the first first', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    rooms.join(room, grace);
    expect(rooms.join(room, joan)).toEqual({ ok: true, value: { room, self: joan, members: [ada, grace] } });
  });

  test('is refused where there is none', () => {
    const { rooms } = createRooms();
    expect(rooms.join(numberOf(42), ada)).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('is refused when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 2 });
    const room = create(ada);
    rooms.join(room, grace);
    expect(rooms.join(room, joan)).toMatchObject({ ok: false, code: 'room-full' });
    expect(rooms.count()).toEqual({ rooms: 1, peers: 2 });
  });

  test('is refused to a peer id that is in the room, and the first one keeps its seat', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    expect(rooms.join(room, { ...grace, peerId: ada.peerId })).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(rooms.join(room, joan)).toMatchObject({ value: { members: [ada] } });
  });

  test('names a taken peer id as the reason even when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 2 });
    const room = create(ada);
    rooms.join(room, grace);
    expect(rooms.join(room, ada)).toMatchObject({ ok: false, code: 'peer-id-taken' });
  });
});

describe('reopening a room', () => {
  test('joins it while it is open', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    expect(rooms.reopen(room, grace)).toEqual({ ok: true, value: { room, self: grace, members: [ada] } });
  });

  test('makes it again with the same number, however short ago it ended', () => {
    const { rooms, create } = createRooms();
    const room = create(ada, 41);
    rooms.leave(room, ada.peerId);
    expect(rooms.reopen(room, ada)).toEqual({ ok: true, value: { room: 42, self: ada, members: [] } });
  });

  test('is refused when it would take one room too many', () => {
    const { rooms, create } = createRooms({ maxRooms: 1 });
    create(ada);
    expect(rooms.reopen(numberOf(42), grace)).toMatchObject({ ok: false, code: 'too-many-rooms' });
  });

  test('is refused when the room is full', () => {
    const { rooms, create } = createRooms({ maxPeers: 1 });
    expect(rooms.reopen(create(ada), grace)).toMatchObject({ ok: false, code: 'room-full' });
  });
});

describe('leaving a room', () => {
  test('frees the seat, and the others stay', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    rooms.join(room, grace);
    rooms.leave(room, ada.peerId);
    expect(rooms.hasMember(room, ada.peerId)).toBe(false);
    expect(rooms.hasMember(room, grace.peerId)).toBe(true);
  });

  test('ends it when the last member goes', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    rooms.leave(room, ada.peerId);
    expect(rooms.count()).toEqual({ rooms: 0, peers: 0 });
    expect(rooms.join(room, grace)).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('changes nothing for somebody who is not in it', () => {
    const { rooms, create } = createRooms();
    const room = create(ada);
    rooms.leave(room, grace.peerId);
    rooms.leave(numberOf(42), ada.peerId);
    expect(rooms.count()).toEqual({ rooms: 1, peers: 1 });
  });
});

describe('the rooms', () => {
  test('count what is open', () => {
    const { rooms, create } = createRooms();
    rooms.join(create(ada), grace);
    create(joan);
    expect(rooms.count()).toEqual({ rooms: 2, peers: 3 });
  });

  test('know members of their own room only', () => {
    const { rooms, create } = createRooms();
    const [first, second] = [create(ada), create(grace)];
    expect(rooms.hasMember(first, ada.peerId)).toBe(true);
    expect(rooms.hasMember(second, ada.peerId)).toBe(false);
    expect(rooms.hasMember(numberOf(42), ada.peerId)).toBe(false);
  });
});
