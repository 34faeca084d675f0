import { beforeEach, describe, expect, test } from 'vitest';
import { RELOAD_GRACE_MS } from '../../shared/limits.ts';
import type { Rooms, Seat } from '../../signaling/rooms.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import {
  arrivalOf,
  createRooms,
  enteredOf,
  entrantOf,
  memberOf,
  SEAT_GRACE_MS,
  seatOf,
  tokenOf,
} from '../support/rooms-lab.ts';

/** Ada and Grace are in a room; Grace is the one to whom things happen. */
const [ada, grace, joan] = [entrantOf(1), entrantOf(2), entrantOf(3)];
const graceId = grace.member.peerId;

let rooms: Rooms;
let clock: FakeClock;
let adaSeat: Seat;
let graceSeat: Seat;

beforeEach(() => {
  let create: (entrant: typeof ada) => Seat;
  ({ rooms, clock, create } = createRooms());
  adaSeat = create(ada);
  graceSeat = seatOf(rooms.join(adaSeat.room, grace));
});

const goneBy = (reason: string) => [{ room: adaSeat.room, peerId: graceId, reason }];
const graceAsSeen = () => {
  const { seat, entered } = arrivalOf(rooms.join(adaSeat.room, joan));
  rooms.leave(seat);
  return entered.members.find(({ peerId }) => peerId === graceId);
};

/** Each way to be in a room: what leads there from sitting in it. */
const ways = {
  here: () => undefined,
  away: () => rooms.lose(graceSeat),
  unloading: () => rooms.unload(graceSeat),
} as const;
type Way = keyof typeof ways;
const everyWay = Object.keys(ways) as Way[];

describe('how others see somebody', () => {
  test.each<[Way, boolean]>([
    ['here', false],
    ['away', true],
    ['unloading', false],
  ])('who is %s: away is %s', (way, away) => {
    ways[way]();
    expect(graceAsSeen()).toEqual({ ...memberOf(2), away });
  });

  test.each<[Way, boolean]>([
    ['here', true],
    ['away', false],
    ['unloading', false],
  ])('who is %s: can be told something is %s', (way, canBeTold) => {
    ways[way]();
    expect(rooms.hasMember(adaSeat.room, graceId)).toBe(canBeTold);
  });
});

describe('whose connection is lost', () => {
  test.each<[Way, boolean]>([
    ['here', true],
    ['away', false],
    ['unloading', false],
  ])('while %s: the others hear that they are away: %s', (way, isNews) => {
    ways[way]();
    expect(rooms.lose(graceSeat)).toBe(isNews);
  });

  test('keeps the seat until the grace period ends, and is gone as disconnected', () => {
    ways.away();
    expect(rooms.nextDeadline()).toBe(SEAT_GRACE_MS);
    clock.advance(SEAT_GRACE_MS - 1);
    expect(rooms.expire()).toEqual([]);
    expect(rooms.count().peers).toBe(2);
    clock.advance(1);
    expect(rooms.expire()).toEqual(goneBy('disconnected'));
    expect(rooms.count().peers).toBe(1);
    expect(rooms.nextDeadline()).toBeUndefined();
  });

  test('does not get more time by being lost again', () => {
    ways.away();
    clock.advance(1_000);
    rooms.lose(graceSeat);
    expect(rooms.nextDeadline()).toBe(SEAT_GRACE_MS);
  });
});

describe('whose page goes away', () => {
  test('is gone as somebody who left when it does not come back', () => {
    ways.unloading();
    rooms.lose(graceSeat);
    clock.advance(RELOAD_GRACE_MS - 1);
    expect(rooms.expire()).toEqual([]);
    clock.advance(1);
    expect(rooms.expire()).toEqual(goneBy('left'));
  });

  test('is gone after the short time although it was away before', () => {
    ways.away();
    ways.unloading();
    clock.advance(RELOAD_GRACE_MS);
    expect(rooms.expire()).toEqual(goneBy('left'));
  });
});

describe('who comes back', () => {
  test.each(everyWay)('while %s, with the token, has the seat again', (way) => {
    ways[way]();
    const moved = { ...grace, member: { ...grace.member, port: 61_000 } };
    const { entered, returned } = arrivalOf(rooms.join(adaSeat.room, moved));
    expect(returned).toBe(true);
    expect(entered.self).toEqual(moved.member);
    expect(entered.members).toEqual([{ ...ada.member, away: false }]);
    expect(rooms.count().peers).toBe(2);
    expect(rooms.hasMember(adaSeat.room, graceId)).toBe(true);
    expect(rooms.nextDeadline()).toBeUndefined();
  });

  test.each(everyWay)('while %s, with another token, is refused', (way) => {
    ways[way]();
    const before = rooms.nextDeadline();
    const impostor = { ...grace, token: tokenOf(9) };
    expect(rooms.join(adaSeat.room, impostor)).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(rooms.reopen(adaSeat.room, impostor)).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(rooms.nextDeadline()).toBe(before);
  });

  test.each(everyWay)('while %s cannot lose the seat to the earlier connection', (way) => {
    ways[way]();
    rooms.join(adaSeat.room, grace);
    expect([rooms.lose(graceSeat), rooms.leave(graceSeat)]).toEqual([false, false]);
    rooms.unload(graceSeat);
    expect(rooms.nextDeadline()).toBeUndefined();
    expect(rooms.hasMember(adaSeat.room, graceId)).toBe(true);
  });

  test('may do so when the room is full, for the seat is theirs', () => {
    ways.away();
    rooms.join(adaSeat.room, joan);
    expect(arrivalOf(rooms.join(adaSeat.room, grace)).returned).toBe(true);
  });

  test('after the grace period is a newcomer', () => {
    ways.away();
    clock.advance(SEAT_GRACE_MS);
    rooms.expire();
    expect(arrivalOf(rooms.join(adaSeat.room, grace)).returned).toBe(false);
  });
});

describe('a kept seat', () => {
  test('counts towards what a room holds', () => {
    ways.away();
    rooms.join(adaSeat.room, joan);
    expect(rooms.join(adaSeat.room, entrantOf(4))).toMatchObject({ ok: false, code: 'room-full' });
  });

  test('is given up at once by a goodbye', () => {
    expect(rooms.leave(graceSeat)).toBe(true);
    expect(rooms.count().peers).toBe(1);
    expect(rooms.nextDeadline()).toBeUndefined();
  });

  test('keeps its room, until the last grace period ends', () => {
    rooms.lose(adaSeat);
    clock.advance(1_000);
    rooms.lose(graceSeat);
    expect(rooms.nextDeadline()).toBe(SEAT_GRACE_MS);
    clock.advance(SEAT_GRACE_MS - 1_000);
    expect(rooms.expire().map(({ peerId }) => peerId)).toEqual([adaSeat.peerId]);
    expect(rooms.count()).toEqual({ rooms: 1, peers: 1 });
    clock.advance(1_000);
    rooms.expire();
    expect(rooms.count()).toEqual({ rooms: 0, peers: 0 });
    expect(rooms.join(adaSeat.room, joan)).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('is not mixed up with a seat of the same peer id in another room', () => {
    ways.away();
    const other = enteredOf(rooms.create(grace));
    clock.advance(SEAT_GRACE_MS);
    rooms.expire();
    expect(rooms.hasMember(other.room, graceId)).toBe(true);
  });
});
