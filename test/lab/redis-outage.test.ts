import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BACK_WITHIN_MS, expectAllTogether, meet, openRedisLab, type RedisLab, until } from './redis-lab.ts';

let lab: RedisLab;

beforeAll(async () => {
  lab = await openRedisLab(20);
});
afterAll(() => lab.close());
afterEach(() => lab.empty());

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
});

test('Who leaves while Redis is away is gone for everybody when it is back', async () => {
  const { ada, grace } = await meet(lab);
  await lab.killRedis();
  grace.signaling.leave();
  grace.signaling.close();
  await lab.startRedis();
  await until(() => expectAllTogether([ada]));
  expect(await lab.health(0)).toEqual({ status: 'ok', rooms: 1, peers: 1 });
});
