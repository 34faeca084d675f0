import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RedisConnection } from '../../signaling/redis/connection.ts';
import { RedisRooms } from '../../signaling/redis/redis-rooms.ts';
import type { RoomLimits } from '../../signaling/rooms.ts';
import { keepRoomsContract } from '../signaling/rooms-contract.ts';
import { keepSeatsContract } from '../signaling/seats-contract.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { createRoomsLab, entrantOf, type RoomsLab } from '../support/rooms-lab.ts';

let redis: RedisServer;
let connection: RedisConnection;
let labs = 0;
const failures: string[] = [];

beforeAll(async () => {
  redis = await startRedis();
  connection = new RedisConnection(redis.url);
  await connection.open();
});

afterAll(async () => {
  await connection.close();
  await redis.kill();
});

/** Rooms among keys of their own. */
const createRedisRooms = (limits: Partial<RoomLimits> = {}): RoomsLab<RedisRooms> => {
  const prefix = `lab${++labs}:`;
  return createRoomsLab(limits, ({ limits, clock, randomBytes }) => {
    const run: RedisConnection['run'] = (script, args) => connection.run(script, args);
    const failed = (reason: string) => failures.push(reason);
    const processId = () => 'one';
    return new RedisRooms({
      limits,
      run,
      prefix,
      processId,
      now: clock.now,
      storeClock: clock.now,
      randomBytes,
      failed,
    });
  });
};

describe('rooms in Redis', () => {
  keepRoomsContract(createRedisRooms);
  keepSeatsContract(createRedisRooms);

  test('have failed at nothing', () => {
    expect(failures).toEqual([]);
  });

  test('are all gone from it when everybody has left, except numbers that rest', async () => {
    const { rooms, create } = createRedisRooms();
    await rooms.leave(await create(entrantOf(1)));
    const keys = await connection.run({ source: 'return redis.call("KEYS", ARGV[1])', sha1: '0' }, [`lab${labs}:*`]);
    expect(keys).toEqual([`lab${labs}:numbers`]);
  });
});

describe('the connection with Redis', () => {
  test('hears a channel that was left and entered again at the same moment', async () => {
    const heard: string[] = [];
    const hear = (message: Buffer) => heard.push(message.toString());
    connection.sSubscribe('otters', hear);
    await connection.subscribed();
    connection.sUnsubscribe('otters');
    connection.sSubscribe('otters', hear);
    await connection.subscribed();
    await connection.sPublish('otters', 'still here');
    await vi.waitFor(() => expect(heard).toEqual(['still here']));
  });

  test('hears nothing of a channel that was left', async () => {
    const heard: string[] = [];
    const hear = (message: Buffer) => heard.push(message.toString());
    for (const channel of ['minks', 'martens']) connection.sSubscribe(channel, hear);
    connection.sUnsubscribe('minks');
    await connection.subscribed();
    await connection.sPublish('minks', 'to nobody');
    await connection.sPublish('martens', 'last');
    await vi.waitFor(() => expect(heard).toEqual(['last']));
  });
});
