import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORE_ANSWER_TIMEOUT_MS } from '../../shared/limits.ts';
import { BACK_WITHIN_MS, expectAllTogether, meet, openRedisLab, type RedisLab, until } from './redis-lab.ts';

let lab: RedisLab;

beforeAll(async () => {
  lab = await openRedisLab(5);
});
afterAll(() => lab.close());

test('Without Redis whoever comes is told so, and nobody is put out; with it again, though empty, all are back', async () => {
  const { room, ada, grace } = await meet(lab);
  await lab.killRedis();
  const joan = lab.goTo(room, 1);
  await until(() => expect(joan.log).toEqual(['store-unreachable']), 5_000);
  expect([ada.log, grace.log].flat()).not.toContain('disconnected');
  expect(await lab.health(0)).toEqual({ status: 'store-unreachable' });
  expect(await lab.metrics(0)).toContain('lanline_store_up 0');
  expect(lab.logged()).toContain('the store cannot be reached');

  await lab.startRedis();
  const startedAt = performance.now();
  await until(() => expectAllTogether([ada, grace, joan]));
  expect(performance.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
  expect(await lab.health(1)).toEqual({ status: 'ok', rooms: 1, peers: 3 });
  expect(await lab.metrics(0)).toContain('lanline_store_up 1');
  expect(lab.logged()).toContain('the store is back');
  await lab.empty(0);
});

test('Redis that dies in the middle of joins, and comes back empty, costs nobody the room, and nobody is in it twice', async () => {
  const room = lab.newRoom();
  const early = Array.from({ length: 8 }, () => lab.goTo(room));
  await until(() => expectAllTogether(early));
  const late = Array.from({ length: 4 }, () => lab.goTo(room));
  await until(() => expect(late.flatMap(({ log }) => log)).toContain('entered'));
  // These have only begun when it dies.
  late.push(...Array.from({ length: 4 }, () => lab.goTo(room)));
  await lab.killRedis();
  await lab.startRedis();
  const startedAt = performance.now();
  await until(() => expectAllTogether([...early, ...late]));
  expect(performance.now() - startedAt).toBeLessThan(BACK_WITHIN_MS);
  expect(await lab.health(0)).toEqual({ status: 'ok', rooms: 1, peers: 16 });
  await lab.empty(0);
});

test('Who leaves while Redis is away is gone for everybody when it is back', async () => {
  const { ada, grace } = await meet(lab);
  await lab.killRedis();
  grace.signaling.leave();
  grace.signaling.close();
  await lab.startRedis();
  await until(() => expectAllTogether([ada]));
  expect(await lab.health(0)).toEqual({ status: 'ok', rooms: 1, peers: 1 });
  await lab.empty(0);
});

test('A Redis that hangs is no different, and what it does too late is undone', async () => {
  const { room, ada, grace } = await meet(lab);
  lab.hangRedis(true);
  const joan = lab.goTo(room, 0);
  await until(() => expect(joan.log).toEqual(['store-unreachable']), 2 * STORE_ANSWER_TIMEOUT_MS);
  joan.signaling.close();
  lab.hangRedis(false);
  await until(async () => expect(await lab.health(1)).toEqual({ status: 'ok', rooms: 1, peers: 2 }));
  expectAllTogether([ada, grace]);
  expect([ada.log, grace.log].flat()).not.toContain('disconnected');
  await lab.empty(0);
});

test('A server that ends tells those of the other one who is away, and ends cleanly', async () => {
  const { grace } = await meet(lab);
  expect(await lab.stopServer(0)).toBe(0);
  await until(() => expect(grace.log).toContain('away'), 3_000);
  await lab.empty(1);
});

test('A server ends cleanly without its Redis, too', async () => {
  await lab.killRedis();
  const other = lab.goTo(lab.newRoom(), 1);
  await until(() => expect(other.log).toContain('store-unreachable'));
  expect(await lab.stopServer(1)).toBe(0);
});
