import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PROCESS_ALIVE_MS, PROCESS_HEARTBEAT_EVERY_MS } from '../../shared/limits.ts';
import { newSignal } from '../support/signaling-lab.ts';
import { BACK_WITHIN_MS, expectAllTogether, meet, openRedisLab, type RedisLab, until } from './redis-lab.ts';

const SEAT_GRACE_S = 5;

let lab: RedisLab;

beforeAll(async () => {
  lab = await openRedisLab(SEAT_GRACE_S);
});
afterAll(() => lab.close());
// Nobody is left behind by any of it; who is lost with a server is found, and their time runs.
afterEach(() => lab.empty(1, PROCESS_ALIVE_MS + SEAT_GRACE_S * 1_000 + 2 * PROCESS_HEARTBEAT_EVERY_MS));

describe('two on different servers', () => {
  test('are in one room, and hear of each other', async () => {
    const { ada, grace } = await meet(lab);
    ada.signaling.leave();
    await until(() => expect(grace.log).toContain('left'));
    expect(grace.others).toEqual([]);
  });

  test('get signals from each other, in order', async () => {
    const { ada, grace } = await meet(lab);
    const sent = Array.from({ length: 100 }, newSignal);
    for (const { attempt, signal } of sent) ada.signaling.sendSignal(grace.self.peerId, attempt, signal);
    await until(() => expect(grace.signals).toHaveLength(sent.length));
    expect(grace.signals).toEqual(sent.map((signal) => ({ from: ada.self.peerId, ...signal })));
    expect(ada.signals).toEqual([]);
  });

  test('are counted once, by both servers', async () => {
    await meet(lab);
    expect([await lab.health(0), await lab.health(1)]).toEqual(Array(2).fill({ status: 'ok', rooms: 1, peers: 2 }));
  });

  test('hear that a page went away within the time of a reload', async () => {
    const { ada, grace } = await meet(lab);
    grace.signaling.unload();
    grace.signaling.close();
    await until(() => expect(ada.log).toContain('left'), 3_000);
    expect(ada.log).not.toContain('away');
  });

  test('find each other again when one comes back by the other server', async () => {
    const { room, ada, grace } = await meet(lab);
    grace.signaling.close();
    await until(() => expect(ada.log).toContain('away'));
    const again = lab.goTo(room, 0, grace.self);
    await until(() => expectAllTogether([ada, again]));
    expect(ada.log).toContain('returned');
  });
});

test('A seat that is taken by another server puts the earlier connection out', async () => {
  const { room, ada, grace } = await meet(lab);
  const again = lab.goTo(room, 0, grace.self);
  await until(() => expect(grace.log).toEqual(expect.arrayContaining(['seat taken', 'disconnected'])));
  grace.signaling.close();
  await until(() => expectAllTogether([ada, again]));
  expect(ada.log).not.toContain('away');
});

describe('a server that is killed', () => {
  test('in the middle of joins costs nobody the room for longer than a reconnect', async () => {
    const room = lab.newRoom();
    const early = Array.from({ length: 8 }, () => lab.goTo(room));
    const elsewhere = lab.newRoom();
    const [lost, witness] = [lab.goTo(elsewhere, 0), lab.goTo(elsewhere, 1)];
    await until(() => expect(witness.others).toEqual([lost.self.peerId]));
    const late = Array.from({ length: 8 }, () => lab.goTo(room));
    await lab.killServer(0);
    const killedAt = performance.now();
    lost.signaling.close();
    await until(() => expectAllTogether([...early, ...late]));
    expect(performance.now() - killedAt).toBeLessThan(BACK_WITHIN_MS);
    // Whoever does not come back is found by the other server.
    await until(() => expect(witness.log).toContain('away'), PROCESS_ALIVE_MS + 2 * PROCESS_HEARTBEAT_EVERY_MS);
    expect(await lab.health(1)).toEqual({ status: 'ok', rooms: 2, peers: 18 });
  });
});
