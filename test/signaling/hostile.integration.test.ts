import { io } from 'socket.io-client';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ENTRY_BURST,
  SDP_LENGTH_MAX,
  SIGNALING_BURST,
  SIGNALING_EVENT_BYTES_MAX,
  SIGNALING_REFUSALS_MAX,
} from '../../shared/limits.ts';
import { eventFrame, openRawSession } from '../support/raw-websocket.ts';
import {
  arrival,
  createRoom,
  type LabSocket,
  newIdentity,
  newSignal,
  openSignalingLab,
  roomNumber,
  type SignalingLab,
  sendAnything,
} from '../support/signaling-lab.ts';

let lab: SignalingLab;
let mallory: LabSocket;
let ada: LabSocket;

beforeEach(async () => {
  lab = await openSignalingLab();
  [mallory, ada] = await Promise.all([lab.connect(), lab.connect()]);
});

afterEach(() => lab.close());

const badRequest = expect.objectContaining({ ok: false, code: 'bad-request' });
const outcomeSchema = v.object({ code: v.optional(v.string()) });
const peerId = 'a'.repeat(32);
const seatToken = 'b'.repeat(32);
const signalTo = (to: string, changes: object = {}) => ({ to, ...newSignal(), ...changes });

async function expectThatAdaIsServed() {
  expect(await ada.emitWithAck('create-room', newIdentity())).toHaveProperty('ok', true);
}

test('Who leaves Socket.IO and joins it again over the same connection is served, as from the same address', async () => {
  const socket = await openRawSession({ port: lab.server.address().port, localAddress: '127.0.0.1' });
  // Packets must not come together: Socket.IO deals with each of these in a turn of its own.
  socket.tcp.setNoDelay();
  socket.send('41');
  await expectThatAdaIsServed();
  socket.send('40');
  await expect.poll(() => socket.received().split('40{"sid"').length).toBe(3);
  socket.send(eventFrame(1, 'create-room', newIdentity()));
  await socket.until('431[{"ok":true');
  expect(socket.received()).toContain('"address":"127.0.0.1"');
  socket.tcp.destroy();
});

describe('a malformed event is refused, and nobody else notices', () => {
  test.each<[string, string, unknown[]]>([
    ['an unknown event', 'shut-down', [{}]],
    ['an event named like a property', 'constructor', [{}]],
    ['a request that is missing', 'create-room', []],
    ['a request too many', 'create-room', [{ peerId }, { peerId }]],
    ['a request that is null', 'create-room', [null]],
    ['a request that is a text', 'create-room', ['create']],
    ['a request that is an array', 'join-room', [[]]],
    ['a request of bytes', 'create-room', [Buffer.from('create')]],
    ['a new room without a peer id', 'create-room', [{ seatToken }]],
    ['a new room without a seat token', 'create-room', [{ peerId }]],
    ['a new room with a malformed seat token', 'create-room', [{ peerId, seatToken: 'mine' }]],
    ['a new room with a malformed peer id', 'create-room', [{ peerId: 'mallory', seatToken }]],
    ['a room number that is a text', 'join-room', [{ peerId, seatToken, room: '42' }]],
    ['a room number out of range', 'join-room', [{ peerId, seatToken, room: 10_000 }]],
    ['reopening room 0', 'reopen-room', [{ peerId, seatToken, room: 0 }]],
    ['a signal to nobody', 'send-signal', [newSignal()]],
    ['a signal of an unknown type', 'send-signal', [signalTo(peerId, { signal: { type: 'rollback' } })]],
    ['a signal without an attempt', 'send-signal', [signalTo(peerId, { attempt: undefined })]],
    [
      'a description too long',
      'send-signal',
      [signalTo(peerId, { signal: { type: 'offer', sdp: 's'.repeat(12_001) } })],
    ],
    ['leaving with a request', 'leave-room', [{ peerId }]],
    ['going away with a request', 'unload-page', [{ peerId }]],
  ])('%s', async (_, event, args) => {
    expect(await sendAnything(mallory, event, ...args)).toEqual(badRequest);
    await expectThatAdaIsServed();
    expect(mallory.connected).toBe(true);
  });

  test('and the refusal says where, without repeating what was sent', async () => {
    expect(await sendAnything(mallory, 'send-signal', signalTo(peerId, { signal: { type: 'offer', sdp: 7 } }))).toEqual(
      {
        ok: false,
        code: 'bad-request',
        detail: 'the request is malformed at "signal.sdp"',
      },
    );
  });
});

test('Fields that nobody asked for are not passed on', async () => {
  const { peerId: adaId, room } = await createRoom(ada);
  await mallory.emitWithAck('join-room', { ...newIdentity(), room });
  const relayed = arrival(ada, 'signal-relayed');
  const request = signalTo(adaId, { extra: 1, signal: { type: 'offer', sdp: 'v=0', extra: 1 } });
  await sendAnything(mallory, 'send-signal', request);
  const { signal, ...others } = await relayed;
  expect(Object.keys(others).sort()).toEqual(['attempt', 'from']);
  expect(signal).toEqual({ type: 'offer', sdp: 'v=0' });
});

test('An event without an acknowledgement is not acted on', async () => {
  const { room } = await createRoom(ada);
  const joined: unknown[] = [];
  ada.on('member-joined', (member) => joined.push(member));
  mallory.emit('join-room', { ...newIdentity(), room }, undefined as never);
  expect(await sendAnything(mallory, 'leave-room', {})).toMatchObject({ code: 'not-in-a-room' });
  expect(joined).toEqual([]);
});

describe('an oversized event', () => {
  test('closes the socket that sent it, and no other', async () => {
    const { peerId: malloryId, room } = await createRoom(mallory);
    await ada.emitWithAck('join-room', { ...newIdentity(), room });
    const [away, closed] = [arrival(ada, 'member-away'), arrival(mallory, 'disconnect')];
    void sendAnything(mallory, 'create-room', 'x'.repeat(SIGNALING_EVENT_BYTES_MAX)).catch(() => undefined);
    await closed;
    expect(await away).toEqual({ peerId: malloryId });
    expect(await ada.emitWithAck('leave-room', {})).toHaveProperty('ok', true);
  });

  test('is one above the limit: just below it, it is only refused', async () => {
    const almost = 'x'.repeat(SIGNALING_EVENT_BYTES_MAX - 100);
    expect(await sendAnything(mallory, 'create-room', almost)).toEqual(badRequest);
  });
});

describe('a flood', () => {
  test('is limited, and then ends the socket that sends it, and no other', async () => {
    const { peerId: adaId, room } = await createRoom(ada);
    await mallory.emitWithAck('join-room', { ...newIdentity(), room });
    // Joining took one token of the burst.
    const withinRate = Array.from({ length: SIGNALING_BURST - 1 }, () => codeOf('send-signal', signalTo(adaId)));
    expect(new Set(await Promise.all(withinRate))).toEqual(new Set(['accepted']));

    const aboveRate = Array.from({ length: SIGNALING_REFUSALS_MAX }, () => codeOf('send-signal', signalTo(adaId)));
    expect(new Set(await Promise.all(aboveRate))).toEqual(new Set(['rate-limited']));
    expect(mallory.connected).toBe(true);

    const closed = arrival(mallory, 'disconnect');
    expect(await codeOf('send-signal', signalTo(adaId))).toBe('rate-limited');
    await closed;
    expect(await ada.emitWithAck('leave-room', {})).toHaveProperty('ok', true);
  });

  test('of refused events ends the socket that sends it, and no other', async () => {
    const closed = arrival(mallory, 'disconnect');
    const codes = Array.from({ length: SIGNALING_REFUSALS_MAX + 1 }, () => codeOf('shout', {}));
    expect(new Set(await Promise.all(codes))).toEqual(new Set(['bad-request']));
    await closed;
    await expectThatAdaIsServed();
  });
});

test('Joins from one address are refused when they come too fast, with all their sockets taken together', async () => {
  const sockets = [mallory, ada, await lab.connect(), await lab.connect()];
  const codes = sockets.flatMap((socket) =>
    Array.from({ length: 25 }, async () => {
      const answer = await socket.emitWithAck('join-room', { ...newIdentity(), room: roomNumber(42) });
      return answer.ok || answer.code;
    }),
  );
  const answers = await Promise.all(codes);
  expect(answers.filter((code) => code === 'no-such-room')).toHaveLength(ENTRY_BURST);
  expect(answers.filter((code) => code === 'rate-limited')).toHaveLength(100 - ENTRY_BURST);
});

test('The longest description fits into an event, with all its lines', async () => {
  const { peerId: adaId, room } = await createRoom(ada);
  await mallory.emitWithAck('join-room', { ...newIdentity(), room });
  const sdp = 'a=ice-options:trickle\r\n'.repeat(1_000).slice(0, SDP_LENGTH_MAX);
  const relayed = arrival(ada, 'signal-relayed');
  expect(await codeOf('send-signal', signalTo(adaId, { signal: { type: 'offer', sdp } }))).toBe('accepted');
  expect(await relayed).toMatchObject({ signal: { sdp } });
});

test("A stranger's page cannot connect", async () => {
  const socket = io(lab.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: 'http://evil.example' },
  });
  const outcome = await new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', () => resolve('refused'));
  });
  socket.disconnect();
  expect(outcome).toBe('refused');
});

/** What became of an event of Mallory's. */
async function codeOf(event: string, request: unknown): Promise<unknown> {
  const answer = await sendAnything(mallory, event, request);
  return v.parse(outcomeSchema, answer).code ?? 'accepted';
}
