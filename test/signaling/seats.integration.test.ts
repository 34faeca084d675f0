import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RELOAD_GRACE_MS } from '../../shared/limits.ts';
import {
  arrival,
  createRoom,
  type LabSocket,
  newIdentity,
  newSignal,
  openSignalingLab,
  type SignalingLab,
} from '../support/signaling-lab.ts';

const SEAT_GRACE_S = 0.6;

let lab: SignalingLab;
let ada: LabSocket;
let grace: LabSocket;
let adaId: string;
let graceSelf: ReturnType<typeof newIdentity>;
let room: Awaited<ReturnType<typeof createRoom>>['room'];
/** What Ada has heard of Grace, in order. */
let heard: string[];

beforeEach(async () => {
  lab = await openSignalingLab({ options: { seatGrace: SEAT_GRACE_S }, now: () => performance.now() });
  [ada, grace] = await Promise.all([lab.connect(), lab.connect()]);
  ({ room, peerId: adaId } = await createRoom(ada));
  graceSelf = newIdentity();
  await grace.emitWithAck('join-room', { ...graceSelf, room });
  heard = [];
  ada.onAny((event) => heard.push(event));
});

afterEach(() => lab.close());

const returnAs = async (self: typeof graceSelf, way: 'join-room' | 'reopen-room' = 'reopen-room') => {
  const socket = await lab.connect();
  return { socket, answer: await socket.emitWithAck(way, { ...self, room }) };
};

describe('somebody whose connection is lost', () => {
  test('is away, and gone when the grace period ends', async () => {
    const [away, gone] = [arrival(ada, 'member-away'), arrival(ada, 'member-left')];
    grace.disconnect();
    expect(await away).toEqual({ peerId: graceSelf.peerId });
    const lostAt = performance.now();
    expect(await gone).toEqual({ peerId: graceSelf.peerId, reason: 'disconnected' });
    expect(performance.now() - lostAt).toBeGreaterThan(SEAT_GRACE_S * 900);
    expect(heard).toEqual(['member-away', 'member-left']);
  });

  test('without any sign of it is away within 15 s', { timeout: 20_000 }, async () => {
    const away = arrival(ada, 'member-away');
    const mutedAt = performance.now();
    grace.io.engine.transport.send = () => undefined;
    await away;
    expect(performance.now() - mutedAt).toBeLessThan(15_000);
  });

  test('is told to a newcomer as away', async () => {
    const away = arrival(ada, 'member-away');
    grace.disconnect();
    await away;
    const { answer } = await returnAs(newIdentity(), 'join-room');
    expect(answer).toMatchObject({
      value: {
        members: [
          { peerId: adaId, away: false },
          { peerId: graceSelf.peerId, away: true },
        ],
      },
    });
  });

  test('cannot be sent signals meanwhile', async () => {
    const away = arrival(ada, 'member-away');
    grace.disconnect();
    await away;
    const answer = await ada.emitWithAck('send-signal', { to: graceSelf.peerId, ...newSignal() });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-member' });
  });

  test.each(['join-room', 'reopen-room'] as const)('has its seat again by %s with the same token', async (way) => {
    const [away, returned] = [arrival(ada, 'member-away'), arrival(ada, 'member-returned')];
    grace.disconnect();
    await away;
    const { answer, socket } = await returnAs(graceSelf, way);
    expect(answer).toMatchObject({ ok: true, value: { room, members: [{ peerId: adaId }] } });
    expect(await returned).toMatchObject({ peerId: graceSelf.peerId });
    const relayed = arrival(socket, 'signal-relayed');
    await ada.emitWithAck('send-signal', { to: graceSelf.peerId, ...newSignal() });
    expect(await relayed).toHaveProperty('from', adaId);
    expect(heard).toEqual(['member-away', 'member-returned']);
  });

  test('is kept apart from somebody with another token', async () => {
    const [away, gone] = [arrival(ada, 'member-away'), arrival(ada, 'member-left')];
    grace.disconnect();
    await away;
    const { answer } = await returnAs(newIdentity(graceSelf.peerId));
    expect(answer).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(await gone).toMatchObject({ reason: 'disconnected' });
  });
});

describe('somebody who comes back while the old connection is still there', () => {
  test('puts that one out, which can take nothing away afterwards', async () => {
    const [returned, taken, closed] = [
      arrival(ada, 'member-returned'),
      arrival(grace, 'seat-taken'),
      arrival(grace, 'disconnect'),
    ];
    const { answer, socket } = await returnAs(graceSelf);
    expect(answer).toHaveProperty('ok', true);
    await Promise.all([returned, taken, closed]);
    const left = arrival(ada, 'member-left');
    await socket.emitWithAck('leave-room', {});
    await left;
    expect(heard).toEqual(['member-returned', 'member-left']);
  });

  test('without the token is refused, and the old connection stays', async () => {
    const { answer } = await returnAs(newIdentity(graceSelf.peerId));
    expect(answer).toMatchObject({ ok: false, code: 'peer-id-taken' });
    expect(await grace.emitWithAck('send-signal', { to: adaId as never, ...newSignal() })).toHaveProperty('ok', true);
    expect(heard).toEqual(['signal-relayed']);
  });
});

test('The token of a seat is told to nobody', async () => {
  const told: unknown[] = [];
  ada.onAny((...event) => told.push(event));
  const away = arrival(ada, 'member-away');
  grace.disconnect();
  await away;
  const { socket } = await returnAs(graceSelf);
  const { answer } = await returnAs(newIdentity(), 'join-room');
  const left = arrival(ada, 'member-left');
  await socket.emitWithAck('leave-room', {});
  await left;
  const everything = JSON.stringify([told, answer]);
  expect(everything).toContain(graceSelf.peerId);
  expect(everything).not.toContain(graceSelf.seatToken);
});

describe('a page that goes away', () => {
  test('is gone within the time of a reload, as somebody who left', async () => {
    const gone = arrival(ada, 'member-left');
    expect(await grace.emitWithAck('unload-page', {})).toEqual({ ok: true, value: null });
    const unloadedAt = performance.now();
    grace.disconnect();
    expect(await gone).toEqual({ peerId: graceSelf.peerId, reason: 'left' });
    const elapsed = performance.now() - unloadedAt;
    expect(elapsed).toBeGreaterThan(RELOAD_GRACE_MS * 0.9);
    expect(elapsed).toBeLessThan(2_000);
    expect(heard).toEqual(['member-left']);
  });

  test('and comes back goes unnoticed as leaving', async () => {
    await grace.emitWithAck('unload-page', {});
    grace.disconnect();
    const { socket } = await returnAs(graceSelf, 'join-room');
    const left = arrival(ada, 'member-left');
    await socket.emitWithAck('leave-room', {});
    await left;
    expect(heard).toEqual(['member-returned', 'member-left']);
  });

  test('has no seat of its own any more', async () => {
    await grace.emitWithAck('unload-page', {});
    expect(await grace.emitWithAck('unload-page', {})).toMatchObject({ ok: false, code: 'not-in-a-room' });
    expect(await grace.emitWithAck('leave-room', {})).toMatchObject({ ok: false, code: 'not-in-a-room' });
  });
});
