import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SIGNALING_BURST } from '../../shared/limits.ts';
import {
  arrival,
  createRoom,
  type LabSocket,
  newIdentity,
  newSignal,
  openSignalingLab,
  roomNumber,
  type SignalingLab,
} from '../support/signaling-lab.ts';

let lab: SignalingLab;
let ada: LabSocket;
let grace: LabSocket;

beforeEach(async () => {
  lab = await openSignalingLab();
  [ada, grace] = await Promise.all([lab.connect(), lab.connect()]);
});

afterEach(() => lab.close());

const seen = { address: '127.0.0.1', port: expect.any(Number) };

/** Ada has a room, and Grace has joined it. */
async function meet() {
  const { room, ...adaSelf } = await createRoom(ada);
  const graceSelf = newIdentity();
  await grace.emitWithAck('join-room', { ...graceSelf, room });
  return { adaId: adaSelf.peerId, adaSelf, graceId: graceSelf.peerId, graceSelf, room };
}

describe('entering', () => {
  test('a new room answers its number and how the server sees the newcomer', async () => {
    const { peerId, seatToken } = newIdentity();
    const answer = await ada.emitWithAck('create-room', { peerId, seatToken });
    expect(answer).toEqual({
      ok: true,
      value: { room: expect.any(Number), self: { peerId, ...seen }, members: [], iceServers: [] },
    });
  });

  test('shows the port that the browser connects from', async () => {
    const connected = once(lab.server.http, 'connection');
    const socket = await lab.connect();
    const [{ remotePort }] = await connected;
    const answer = await socket.emitWithAck('create-room', newIdentity());
    expect(answer).toMatchObject({ value: { self: { port: remotePort } } });
  });

  test('a room answers who is there, and tells them', async () => {
    const { peerId: adaId, room } = await createRoom(ada);
    const joined = arrival(ada, 'member-joined');
    const { peerId, seatToken } = newIdentity();
    const answer = await grace.emitWithAck('join-room', { peerId, seatToken, room });
    expect(answer).toMatchObject({ ok: true, value: { room, members: [{ peerId: adaId, ...seen, away: false }] } });
    expect(await joined).toEqual({ peerId, ...seen });
  });

  test('works over polling, too', async () => {
    const polling = await lab.connect(['polling']);
    expect(await polling.emitWithAck('create-room', newIdentity())).toMatchObject({
      ok: true,
      value: { self: seen },
    });
  });

  test('a room that does not exist is refused', async () => {
    const answer = await ada.emitWithAck('join-room', { ...newIdentity(), room: roomNumber(42) });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-room' });
  });

  test('a room that does not exist works by reopening it', async () => {
    const answer = await ada.emitWithAck('reopen-room', { ...newIdentity(), room: roomNumber(42) });
    expect(answer).toMatchObject({ ok: true, value: { room: 42, members: [] } });
  });

  test('an open room works by reopening it', async () => {
    const { peerId, room } = await createRoom(ada);
    const answer = await grace.emitWithAck('reopen-room', { ...newIdentity(), room });
    expect(answer).toMatchObject({ ok: true, value: { room, members: [{ peerId }] } });
  });

  test('a full room is refused', async () => {
    const { room } = await meet();
    const [joan, late] = await Promise.all([lab.connect(), lab.connect()]);
    await joan.emitWithAck('join-room', { ...newIdentity(), room });
    const answer = await late.emitWithAck('join-room', { ...newIdentity(), room });
    expect(answer).toMatchObject({ ok: false, code: 'room-full' });
  });

  test('one room too many is refused', async () => {
    for (const socket of [ada, grace, await lab.connect()]) await createRoom(socket);
    const late = await lab.connect();
    const answer = await late.emitWithAck('create-room', newIdentity());
    expect(answer).toMatchObject({ ok: false, code: 'too-many-rooms' });
  });

  test('a second room is refused, in each way there is', async () => {
    const { room, ...self } = await createRoom(ada);
    const answers = await Promise.all([
      ada.emitWithAck('create-room', self),
      ada.emitWithAck('join-room', { ...self, room }),
      ada.emitWithAck('reopen-room', { ...self, room: roomNumber(42) }),
    ]);
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(Array(3).fill('already-in-a-room'));
  });
});

describe('signals', () => {
  test('reach the member they are for, with their sender', async () => {
    const { adaId, graceId } = await meet();
    const relayed = arrival(ada, 'signal-relayed');
    const signal = newSignal();
    expect(await grace.emitWithAck('send-signal', { to: adaId, ...signal })).toEqual({ ok: true, value: null });
    expect(await relayed).toEqual({ from: graceId, ...signal });
  });

  test('with a hidden address are followed by a copy with the observed one, which costs no event', async () => {
    const { adaId } = await meet();
    const candidates: unknown[] = [];
    const all = new Promise((resolve) => {
      ada.on('signal-relayed', ({ signal }) => {
        if (signal.type === 'candidate') candidates.push(signal.candidate.candidate);
        if (candidates.length === 2 * (SIGNALING_BURST - 1)) resolve(undefined);
      });
    });
    const candidate = 'candidate:0 1 UDP 2122187007 otter.local 47515 typ host';
    const signal = { type: 'candidate', candidate: { candidate } } as const;
    // Joining has taken one event of the burst.
    for (let sent = 1; sent < SIGNALING_BURST; sent++) {
      grace.emit('send-signal', { to: adaId, ...newSignal(), signal }, () => undefined);
    }
    await all;
    expect(candidates.slice(0, 2)).toEqual([candidate, 'candidate:0o 1 UDP 2122187006 127.0.0.1 47515 typ host']);
  });

  test('reach nobody else', async () => {
    const { adaId, room } = await meet();
    const joan = await lab.connect();
    await joan.emitWithAck('join-room', { ...newIdentity(), room });
    const received: unknown[] = [];
    joan.on('signal-relayed', (relayed) => received.push(relayed));
    await grace.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    await joan.emitWithAck('leave-room', {});
    expect(received).toEqual([]);
  });

  test('to a member of another room are refused, and do not arrive', async () => {
    const { peerId: adaId } = await createRoom(ada);
    await createRoom(grace);
    const received: unknown[] = [];
    ada.on('signal-relayed', (relayed) => received.push(relayed));
    const answer = await grace.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-member' });
    await ada.emitWithAck('leave-room', {});
    expect(received).toEqual([]);
  });

  test('to somebody who has left are refused', async () => {
    const { adaId } = await meet();
    await ada.emitWithAck('leave-room', {});
    const answer = await grace.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-member' });
  });

  test('to oneself are refused', async () => {
    const { adaId } = await meet();
    const answer = await ada.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-member' });
  });

  test('from outside of any room are refused', async () => {
    const { peerId: adaId } = await createRoom(ada);
    const answer = await grace.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    expect(answer).toMatchObject({ ok: false, code: 'not-in-a-room' });
  });

  test('arrive at the new connection of somebody who came back under the same peer id', async () => {
    const { adaId, adaSelf, room } = await meet();
    const away = arrival(grace, 'member-away');
    ada.disconnect();
    await away;
    const again = await lab.connect();
    await again.emitWithAck('join-room', { ...adaSelf, room });
    const relayed = arrival(again, 'signal-relayed');
    await grace.emitWithAck('send-signal', { to: adaId, ...newSignal() });
    expect(await relayed).toHaveProperty('signal.type', 'offer');
  });
});

describe('leaving', () => {
  test('is told to the others as such', async () => {
    const { graceId } = await meet();
    const gone = arrival(ada, 'member-left');
    expect(await grace.emitWithAck('leave-room', {})).toEqual({ ok: true, value: null });
    expect(await gone).toEqual({ peerId: graceId, reason: 'left' });
  });

  test('is told once, even when the connection ends afterwards', async () => {
    await meet();
    const told: unknown[] = [];
    ada.on('member-left', (gone) => told.push(gone));
    await grace.emitWithAck('leave-room', {});
    grace.disconnect();
    const joan = await lab.connect();
    await joan.emitWithAck('create-room', newIdentity());
    await ada.emitWithAck('leave-room', {});
    expect(told).toHaveLength(1);
  });

  test('stops the news of that room', async () => {
    const { room } = await meet();
    const told: unknown[] = [];
    grace.on('member-joined', (member) => told.push(member));
    await grace.emitWithAck('leave-room', {});
    const joan = await lab.connect();
    await joan.emitWithAck('join-room', { ...newIdentity(), room });
    await createRoom(grace);
    expect(told).toEqual([]);
  });

  test('stops the signals of that room', async () => {
    const { graceId, room } = await meet();
    const told: unknown[] = [];
    grace.on('signal-relayed', (relayed) => told.push(relayed));
    await grace.emitWithAck('leave-room', {});
    const impostor = await lab.connect();
    await impostor.emitWithAck('join-room', { ...newIdentity(graceId), room });
    await ada.emitWithAck('send-signal', { to: graceId, ...newSignal() });
    await createRoom(grace);
    expect(told).toEqual([]);
  });

  test('allows another room', async () => {
    await meet();
    await grace.emitWithAck('leave-room', {});
    expect(await grace.emitWithAck('create-room', newIdentity())).toHaveProperty('ok', true);
  });

  test('is refused outside of any room', async () => {
    expect(await ada.emitWithAck('leave-room', {})).toMatchObject({ ok: false, code: 'not-in-a-room' });
  });

  test('ends the room when nobody stays', async () => {
    const { room } = await meet();
    await ada.emitWithAck('leave-room', {});
    await grace.emitWithAck('leave-room', {});
    const answer = await ada.emitWithAck('join-room', { ...newIdentity(), room });
    expect(answer).toMatchObject({ ok: false, code: 'no-such-room' });
  });
});
