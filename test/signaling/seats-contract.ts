import { beforeEach, describe, expect, test } from 'vitest';
import { RELOAD_GRACE_MS } from '../../shared/limits.ts';
import type { RoomLimits, Rooms, Seat } from '../../signaling/rooms.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import {
  arrivalOf,
  enteredOf,
  entrantOf,
  memberOf,
  peersOf,
  type RoomsLab,
  SEAT_GRACE_MS,
  seatOf,
  tokenOf,
} from '../support/rooms-lab.ts';

/** Ada and Grace are in a room; Grace is the one to whom things happen. */
const [ada, grace, joan] = [entrantOf(1), entrantOf(2), entrantOf(3)];
const graceId = grace.member.peerId;

/** What a seat promises, wherever rooms are kept: whose it is, for how long, and what others see of it. */
export function keepSeatsContract(createRooms: (limits?: Partial<RoomLimits>) => RoomsLab): void {
  let rooms: Rooms;
  let clock: FakeClock;
  let adaSeat: Seat;
  let graceSeat: Seat;

  beforeEach(async () => {
    const lab = createRooms();
    ({ rooms, clock } = lab);
    adaSeat = await lab.create(ada);
    graceSeat = seatOf(await rooms.join(adaSeat.room, grace));
  });

  const goneBy = (reason: string) => [{ room: adaSeat.room, peerId: graceId, reason }];
  const graceAsSeen = async () => {
    const { seat, entered } = arrivalOf(await rooms.join(adaSeat.room, joan));
    await rooms.leave(seat);
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
    ])('who is %s: away is %s', async (way, away) => {
      await ways[way]();
      expect(await graceAsSeen()).toEqual({ ...memberOf(2), away });
    });
  });

  describe('whose connection is lost', () => {
    test.each<[Way, boolean]>([
      ['here', true],
      ['away', false],
      ['unloading', false],
    ])('while %s: the others hear that they are away: %s', async (way, isNews) => {
      await ways[way]();
      expect(await rooms.lose(graceSeat)).toBe(isNews);
    });

    test('keeps the seat until the grace period ends, and is gone as disconnected', async () => {
      await ways.away();
      clock.advance(SEAT_GRACE_MS - 1);
      expect(await rooms.expire()).toEqual([]);
      expect((await rooms.count())?.peers).toBe(2);
      clock.advance(1);
      expect(await rooms.expire()).toEqual(goneBy('disconnected'));
      expect((await rooms.count())?.peers).toBe(1);
    });

    test('does not get more time by being lost again', async () => {
      await ways.away();
      clock.advance(1_000);
      await rooms.lose(graceSeat);
      clock.advance(SEAT_GRACE_MS - 1_000);
      expect(await rooms.expire()).toEqual(goneBy('disconnected'));
    });
  });

  describe('whose page goes away', () => {
    test('is gone as somebody who left when it does not come back', async () => {
      await ways.unloading();
      await rooms.lose(graceSeat);
      clock.advance(RELOAD_GRACE_MS - 1);
      expect(await rooms.expire()).toEqual([]);
      clock.advance(1);
      expect(await rooms.expire()).toEqual(goneBy('left'));
    });

    test('is gone after the short time although it was away before', async () => {
      await ways.away();
      await ways.unloading();
      clock.advance(RELOAD_GRACE_MS);
      expect(await rooms.expire()).toEqual(goneBy('left'));
    });
  });

  describe('who comes back', () => {
    test.each(everyWay)('while %s, with the token, has the seat again', async (way) => {
      await ways[way]();
      const moved = { ...grace, member: { ...grace.member, port: 61_000 } };
      const { entered, returned } = arrivalOf(await rooms.join(adaSeat.room, moved));
      expect(returned).toBe(true);
      expect(entered.self).toEqual(moved.member);
      expect(entered.members).toEqual([{ ...ada.member, away: false }]);
      expect((await rooms.count())?.peers).toBe(2);
      clock.advance(SEAT_GRACE_MS);
      expect(await rooms.expire()).toEqual([]);
    });

    test.each<[Way, boolean]>([
      ['here', true],
      ['away', false],
      ['unloading', false],
    ])('while %s: puts an earlier connection out is %s', async (way, displaces) => {
      await ways[way]();
      expect(arrivalOf(await rooms.join(adaSeat.room, grace)).displaces).toBe(displaces);
    });

    test.each(everyWay)('while %s, with another token, is refused', async (way) => {
      await ways[way]();
      const before = await graceAsSeen();
      const impostor = { ...grace, token: tokenOf(9) };
      expect(await rooms.join(adaSeat.room, impostor)).toMatchObject({ ok: false, code: 'peer-id-taken' });
      expect(await rooms.reopen(adaSeat.room, impostor)).toMatchObject({ ok: false, code: 'peer-id-taken' });
      expect(await graceAsSeen()).toEqual(before);
    });

    test.each(everyWay)('while %s cannot lose the seat to the earlier connection', async (way) => {
      await ways[way]();
      await rooms.join(adaSeat.room, grace);
      expect([await rooms.lose(graceSeat), await rooms.leave(graceSeat)]).toEqual([false, false]);
      await rooms.unload(graceSeat);
      clock.advance(SEAT_GRACE_MS);
      expect(await rooms.expire()).toEqual([]);
      expect(await graceAsSeen()).toEqual({ ...memberOf(2), away: false });
    });

    test('may do so when the room is full, for the seat is theirs', async () => {
      await ways.away();
      await rooms.join(adaSeat.room, joan);
      expect(arrivalOf(await rooms.join(adaSeat.room, grace)).returned).toBe(true);
    });

    test('after the grace period is a newcomer', async () => {
      await ways.away();
      clock.advance(SEAT_GRACE_MS);
      await rooms.expire();
      expect(arrivalOf(await rooms.join(adaSeat.room, grace)).returned).toBe(false);
    });
  });

  describe('a kept seat', () => {
    test('counts towards what a room holds', async () => {
      await ways.away();
      await rooms.join(adaSeat.room, joan);
      expect(await rooms.join(adaSeat.room, entrantOf(4))).toMatchObject({ ok: false, code: 'room-full' });
    });

    test('is given up at once by a goodbye', async () => {
      expect(await rooms.leave(graceSeat)).toBe(true);
      expect((await rooms.count())?.peers).toBe(1);
    });

    test('keeps its room, until the last grace period ends', async () => {
      await rooms.lose(adaSeat);
      clock.advance(1_000);
      await rooms.lose(graceSeat);
      clock.advance(SEAT_GRACE_MS - 1_000);
      expect((await rooms.expire()).map(({ peerId }) => peerId)).toEqual([adaSeat.peerId]);
      expect(await rooms.count()).toEqual({ rooms: 1, peers: 1 });
      clock.advance(1_000);
      await rooms.expire();
      expect(await rooms.count()).toEqual({ rooms: 0, peers: 0 });
      expect(await rooms.join(adaSeat.room, joan)).toMatchObject({ ok: false, code: 'no-such-room' });
    });

    test('is not mixed up with a seat of the same peer id in another room', async () => {
      await ways.away();
      const { room } = enteredOf(await rooms.create(grace));
      clock.advance(SEAT_GRACE_MS);
      await rooms.expire();
      expect(peersOf(enteredOf(await rooms.join(room, joan)))).toEqual([graceId]);
    });
  });
}
