import { describe, expect, test } from 'vitest';
import { RELOAD_GRACE_MS } from '../../shared/limits.ts';
import { createMemoryRooms, entrantOf, numberOf, SEAT_GRACE_MS, seatOf } from '../support/rooms-lab.ts';
import { keepRoomsContract } from './rooms-contract.ts';
import { keepSeatsContract } from './seats-contract.ts';

describe('rooms in memory', () => {
  keepRoomsContract(createMemoryRooms);
  keepSeatsContract(createMemoryRooms);
});

const [ada, grace] = [entrantOf(1), entrantOf(2)];
const graceId = grace.member.peerId;

/** Ada and Grace in one room. */
async function meet() {
  const lab = createMemoryRooms();
  const { room } = await lab.create(ada);
  return { ...lab, room, graceSeat: seatOf(lab.rooms.join(room, grace)) };
}

describe('who can be told something', () => {
  test('is here, in this very room', async () => {
    const { rooms, room, create } = await meet();
    const other = await create(entrantOf(3));
    expect(rooms.hasMember(room, graceId)).toBe(true);
    expect(rooms.hasMember(other.room, graceId)).toBe(false);
    expect(rooms.hasMember(numberOf(42), graceId)).toBe(false);
  });

  test('is nobody who has left, is away or has a page that goes away', async () => {
    for (const way of ['leave', 'lose', 'unload'] as const) {
      const { rooms, room, graceSeat } = await meet();
      rooms[way](graceSeat);
      expect(rooms.hasMember(room, graceId)).toBe(false);
    }
  });

  test('is somebody who has come back', async () => {
    const { rooms, room, graceSeat } = await meet();
    rooms.lose(graceSeat);
    rooms.join(room, grace);
    expect(rooms.hasMember(room, graceId)).toBe(true);
  });
});

describe('the next deadline', () => {
  test('is none while everybody is here', async () => {
    const { rooms } = await meet();
    expect(rooms.nextDeadline()).toBeUndefined();
  });

  test('is that of the seat whose time is up first', async () => {
    const { rooms, create, graceSeat } = await meet();
    rooms.lose(graceSeat);
    expect(rooms.nextDeadline()).toBe(SEAT_GRACE_MS);
    rooms.unload(await create(entrantOf(3)));
    expect(rooms.nextDeadline()).toBe(RELOAD_GRACE_MS);
  });

  test('is gone with the seat, and with its holder coming back', async () => {
    const { rooms, room, graceSeat } = await meet();
    rooms.lose(graceSeat);
    const again = seatOf(rooms.join(room, grace));
    expect(rooms.nextDeadline()).toBeUndefined();
    rooms.lose(again);
    rooms.leave(again);
    expect(rooms.nextDeadline()).toBeUndefined();
  });
});
