import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MemoryRooms } from '../../signaling/memory-rooms.ts';
import type { Rooms } from '../../signaling/rooms.ts';
import { createFakeSockets } from '../support/fake-socket.ts';
import { newIdentity } from '../support/signaling-lab.ts';

// The timer behind kept seats is real.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket of a service whose rooms answer to a newcomer when a test wants it. */
function createSlowRooms() {
  const held: { rooms?: MemoryRooms; answer: () => void } = { answer: () => undefined };
  const answered = new Promise<void>((resolve) => {
    held.answer = resolve;
  });
  const connect = createFakeSockets((rooms) => {
    held.rooms = rooms;
    const slowly: Pick<Rooms, 'create'> = {
      create: async (entrant) => {
        await answered;
        return rooms.create(entrant);
      },
    };
    return new Proxy<Rooms>(rooms, {
      get: (target, name) => {
        const value = Reflect.get(name in slowly ? slowly : target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  });
  if (held.rooms === undefined) throw new Error('there are no rooms');
  return { socket: connect(), rooms: held.rooms, answer: () => held.answer() };
}

test('What comes while somebody enters is answered after that', async () => {
  const { socket, answer } = createSlowRooms();
  const order: string[] = [];
  const entered = socket.send('create-room', newIdentity()).then(() => order.push('entered'));
  const left = socket.send('leave-room', {}).then(([given]) => {
    order.push('left');
    return given;
  });
  answer();
  expect(await left).toEqual({ ok: true, value: null });
  await entered;
  expect(order).toEqual(['entered', 'left']);
});

test('Who is gone while they enter is away, and no ghost: their time runs, and their socket is nowhere', async () => {
  const { socket, rooms, answer } = createSlowRooms();
  const entered = socket.send('create-room', newIdentity());
  await Promise.resolve();
  socket.disconnect();
  answer();
  await entered;
  await vi.waitFor(() => expect(rooms.nextDeadline()).toBeDefined());
  expect(rooms.count()).toEqual({ rooms: 1, peers: 1 });
  expect(socket.groups.size).toBe(0);
});

test('Who is gone before their turn to enter does not enter', async () => {
  const { socket, rooms, answer } = createSlowRooms();
  answer();
  socket.disconnect();
  expect(await socket.send('create-room', newIdentity())).toMatchObject([{ ok: false }]);
  expect(rooms.count()).toEqual({ rooms: 0, peers: 0 });
});
