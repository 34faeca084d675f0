import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAttemptId } from '../../shared/ids.ts';
import { answerSchema, enteredSchema } from '../../shared/signaling-protocol.ts';
import { createFakeSockets, type FakeSocket } from '../support/fake-socket.ts';
import { newIdentity } from '../support/signaling-lab.ts';
import { fuzz } from './fuzz.ts';

/** Anything as any event, 100,000 times each: no exception escapes, and every event has one well-formed answer. */

const ada = newIdentity();
const mallory = newIdentity();
const attempt = createAttemptId(randomBytes);

// The timer behind kept seats is real.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, 0, -1, 0.5, 1e308, Number.NaN, '', '0', '__proto__', [], {}),
  fc.constantFrom<unknown>(Buffer.from('x'), [[[]]], { length: -1 }, { type: 'offer' }, { candidate: {} }),
  fc.string({ maxLength: 12 }),
  fc.integer(),
);
const key = fc.constantFrom('peerId', 'seatToken', 'room', 'to', 'attempt', 'signal', '__proto__', 'extra');
const signal = fc.oneof(
  fc.string({ maxLength: 12 }).map((sdp) => ({ type: 'offer', sdp })),
  fc.string({ maxLength: 12 }).map((sdp) => ({ type: 'answer', sdp })),
  fc.record({
    type: fc.constant('candidate'),
    candidate: fc.record({ candidate: fc.string({ maxLength: 12 }), sdpMLineIndex: fc.integer({ min: 0, max: 16 }) }),
  }),
);

/** Ada's is the first number. */
const room = fc.integer({ min: 1, max: 3 });
/** Mostly: to find a number for a new room takes longer than all else. */
const inRoom = fc.nat(19).map((draw) => draw > 0);

const validRequests = {
  'create-room': fc.constant(mallory),
  'join-room': room.map((room) => ({ ...mallory, room })),
  'reopen-room': room.map((room) => ({ ...mallory, room })),
  'send-signal': signal.map((one) => ({ to: ada.peerId, attempt, signal: one })),
  'leave-room': fc.constant({}),
  'unload-page': fc.constant({}),
} satisfies Record<string, fc.Arbitrary<object>>;

/** A valid request with one field changed: set to something odd, or, if it has fields itself, with one of these set so. */
const mutated = (valid: fc.Arbitrary<object>) =>
  fc.tuple(valid, key, oddValue, fc.boolean()).map(([request, name, value, isDeep]) => {
    const inner = Reflect.get(request, name);
    const isObject = typeof inner === 'object' && inner !== null;
    return { ...request, [name]: isDeep && isObject ? { ...inner, type: value } : value };
  });

const argumentsFor = (valid: fc.Arbitrary<object>): fc.Arbitrary<readonly unknown[]> =>
  fc.oneof(
    { arbitrary: mutated(valid).map((request) => [request]), weight: 5 },
    { arbitrary: valid.map((request) => [request]), weight: 2 },
    { arbitrary: oddValue.map((request) => [request]), weight: 2 },
    { arbitrary: fc.array(oddValue, { maxLength: 3 }), weight: 1 },
  );

const anyAnswer = answerSchema(v.union([v.null(), enteredSchema]));

/** Ada's room with Mallory in it. */
async function createMeeting(): Promise<{ mallory: FakeSocket; join: () => Promise<unknown> }> {
  const connect = createFakeSockets();
  const host = connect();
  await host.send('create-room', ada);
  const socket = connect();
  return { mallory: socket, join: () => socket.send('join-room', { ...mallory, room: 1 }) };
}

describe.each(Object.entries(validRequests))('%s', (event, valid) => {
  test('with anything is answered once and in form, in a room and out of it', { timeout: 60_000 }, async () => {
    const { mallory: socket, join } = await createMeeting();
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(argumentsFor(valid), inRoom, async (args, isInRoom) => {
        await socket.send('leave-room', {});
        if (isInRoom) await join();
        const answers = await socket.send(event, ...args);
        const parsed = v.safeParse(anyAnswer, answers[0]);
        if (answers.length !== 1 || !parsed.success) throw new Error(`answered ${JSON.stringify(answers)}`);
        const outcome = parsed.output.ok ? 'accepted' : parsed.output.code;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      fuzz,
    );
    // Not all was refused at the door.
    expect(outcomes.get('accepted')).toBeGreaterThan(1_000);
    expect(outcomes.get('bad-request')).toBeGreaterThan(1_000);
    expect(outcomes.has('rate-limited')).toBe(false);
  });
});

test('A valid signal arrives as it was sent', { timeout: 60_000 }, async () => {
  const { mallory: socket, join } = await createMeeting();
  await join();
  socket.told();
  await fc.assert(
    fc.asyncProperty(signal, async (one) => {
      await socket.send('send-signal', { to: ada.peerId, attempt, signal: one });
      const [told] = socket.told();
      const expected = JSON.stringify({ from: mallory.peerId, attempt, signal: one });
      if (JSON.stringify(told?.argument) !== expected) throw new Error(`told ${JSON.stringify(told)}`);
    }),
    fuzz,
  );
});
