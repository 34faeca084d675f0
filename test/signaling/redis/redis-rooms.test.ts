import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PROCESS_HEARTBEAT_EVERY_MS, RELOAD_GRACE_MS, STORE_ANSWER_TIMEOUT_MS } from '../../../shared/limits.ts';
import { RedisRooms } from '../../../signaling/redis/redis-rooms.ts';
import { enterScript, giveUpScript, type Script } from '../../../signaling/redis/scripts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { entrantOf, numberOf } from '../../support/rooms-lab.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Question {
  readonly script: Script;
  readonly args: readonly (string | number)[];
  answer(reply: unknown): void;
  fail(error: Error): void;
}

/** Rooms in a Redis that answers when a test wants it. */
function createSlowRedis() {
  const questions: Question[] = [];
  const failures: string[] = [];
  const clock = createFakeClock();
  const rooms = new RedisRooms({
    limits: { maxPeers: 3, maxRooms: 10, maxRoomsPerSource: 10, seatGrace: 90 },
    run: (script, args) =>
      new Promise((answer, fail) => {
        questions.push({ script, args, answer, fail });
      }),
    prefix: 'lab:',
    processId: () => 'one',
    now: clock.now,
    randomBytes: (count) => new Uint8Array(count),
    failed: (reason) => failures.push(reason),
  });
  return { rooms, questions, failures, clock };
}

const ada = entrantOf(1);
const entered = (returned: '0' | '1') => ['entered', '7', returned, '0', '1'];

describe('without an answer of Redis', () => {
  test('nobody enters: in time', async () => {
    const { rooms, failures } = createSlowRedis();
    const answer = rooms.reopen(numberOf(7), ada);
    await vi.advanceTimersByTimeAsync(STORE_ANSWER_TIMEOUT_MS);
    expect(await answer).toMatchObject({ ok: false, code: 'store-unreachable' });
    expect(failures).toEqual(['no answer in time']);
  });

  test('nobody enters: at once, when Redis refuses', async () => {
    const { rooms, questions, failures } = createSlowRedis();
    const answer = rooms.create(ada);
    questions[0]?.fail(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    expect(await answer).toMatchObject({ ok: false, code: 'store-unreachable' });
    expect(failures).toEqual(['ECONNREFUSED']);
  });

  test('nothing else fails', async () => {
    const { rooms, questions } = createSlowRedis();
    const seat = { room: numberOf(7), peerId: ada.member.peerId, sitting: 'one.1' };
    const answers = Promise.all([
      rooms.leave(seat),
      rooms.lose(seat),
      rooms.unload(seat),
      rooms.expire(),
      rooms.count(),
    ]);
    for (const { fail } of questions) fail(new Error('gone'));
    expect(await answers).toEqual([false, false, undefined, [], undefined]);
  });
});

describe('a seat that is taken too late', () => {
  test.each([
    ['0', 'leave'],
    ['1', 'lose'],
  ] as const)('by somebody who had it before (%s) is given up by %s', async (returned, way) => {
    const { rooms, questions } = createSlowRedis();
    const answer = rooms.reopen(numberOf(7), ada);
    await vi.advanceTimersByTimeAsync(STORE_ANSWER_TIMEOUT_MS);
    await answer;
    questions[0]?.answer(entered(returned));
    await vi.advanceTimersByTimeAsync(0);
    expect(questions.map(({ script }) => script)).toEqual([enterScript, giveUpScript]);
    expect(questions[1]?.args.slice(3)).toEqual([way, 7, ada.member.peerId, 'one.1', expect.any(Number)]);
  });
});

test('Seats whose time is up are looked for soon after the own deadlines, and now and then for those of others', async () => {
  const { rooms, questions, clock } = createSlowRedis();
  expect(rooms.nextDeadline()).toBe(PROCESS_HEARTBEAT_EVERY_MS);
  const unloaded = rooms.unload({ room: numberOf(7), peerId: ada.member.peerId, sitting: 'one.1' });
  questions[0]?.answer(1);
  await unloaded;
  expect(rooms.nextDeadline()).toBeGreaterThan(RELOAD_GRACE_MS);
  expect(rooms.nextDeadline()).toBeLessThan(RELOAD_GRACE_MS + 100);
  clock.advance(2_000);
  void rooms.expire();
  expect(rooms.nextDeadline()).toBe(2_000 + PROCESS_HEARTBEAT_EVERY_MS);
});
