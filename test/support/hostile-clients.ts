import { randomBytes } from 'node:crypto';
import { SDP_LENGTH_MAX, SIGNALING_EVENT_BYTES_MAX } from '../../shared/limits.ts';
import { eventFrame, openRawSession, openRawWebSocket, openTcp, type RawWebSocket } from './raw-websocket.ts';
import { newIdentity, newSignal } from './signaling-lab.ts';

/** What bad clients do to a server on this computer, each bounded in count. Each comes from loopback addresses of its own. */

/** How many sockets of a crowd are open at once, and come from one address. */
const WAVE = 50;

/** Lets so many people come, a wave after another: each makes a room, leaves it with a goodbye, and goes. */
export const comeAndGo = (port: number, count: number): Promise<void> => crowd(port, count, '127.7.0', () => true);

/** As above, but every second one is just gone, and leaves a seat behind. */
export const comeAndVanish = (port: number, count: number): Promise<void> =>
  crowd(port, count, '127.1.0', (index) => index % 2 === 0);

async function crowd(
  port: number,
  count: number,
  network: string,
  saysGoodbye: (index: number) => boolean,
): Promise<void> {
  for (let first = 0; first < count; first += WAVE) {
    const localAddress = `${network}.${1 + first / WAVE}`;
    await Promise.all(
      Array.from({ length: WAVE }, async (_, index) => {
        const socket = await openRawSession({ port, localAddress });
        socket.send(eventFrame(1, 'create-room', newIdentity()));
        await socket.until('431[');
        if (saysGoodbye(index)) socket.send(eventFrame(2, 'leave-room', {}));
        if (saysGoodbye(index)) await socket.until('432[');
        socket.tcp.destroy();
      }),
    );
  }
}

/** Sends so many joins at once from one address, over ten sockets; answers how many were refused as too many. */
export async function joinTooFast(port: number, count: number): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: 10 }, () => openRawSession({ port, localAddress: '127.2.0.1' })),
  );
  const each = count / sockets.length;
  const refused = sockets.map(async (socket) => {
    for (let id = 1; id <= each; id++) socket.send(eventFrame(id, 'join-room', { ...newIdentity(), room: 9_999 }));
    for (let id = 1; id <= each; id++) await socket.until(`43${id}[`);
    socket.tcp.destroy();
    return socket.received().split('"rate-limited"').length - 1;
  });
  return (await Promise.all(refused)).reduce((sum, one) => sum + one);
}

/**
 * Lets somebody stop reading, who goes on to say that they are there, and others send them all they may. Resolves when
 * the server has given that one up.
 */
export async function readNothing(port: number): Promise<void> {
  const [localAddress, slowSelf] = ['127.3.0.1', newIdentity()];
  const slow = await openRawSession({ port, localAddress });
  const room = await createRoom(slow, slowSelf);
  slow.tcp.pause();
  const alive = setInterval(() => slow.send('3'), 1_000);
  const senders = await Promise.all(Array.from({ length: 3 }, () => enter(port, localAddress, room)));
  const sdp = 's'.repeat(SDP_LENGTH_MAX);
  const signal = { to: slowSelf.peerId, ...newSignal(), signal: { type: 'offer', sdp } };
  const given = senders.map((sender) => sender.until('"member-away"'));
  for (const sender of senders) for (let id = 2; id < 500; id++) sender.send(eventFrame(id, 'send-signal', signal));
  await Promise.all(given);
  clearInterval(alive);
  for (const { tcp } of [slow, ...senders]) tcp.destroy();
}

/** Sends frames that no client may send; resolves when the server has closed each of their connections. */
export async function sendBadFrames(port: number, count: number): Promise<void> {
  const invalidUtf8 = Buffer.concat([
    Buffer.from('42["create-room","'),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from('"]'),
  ]);
  const oversized = `42["create-room","${'x'.repeat(64 * SIGNALING_EVENT_BYTES_MAX)}"]`;
  const bad = [invalidUtf8, oversized, '42[', '4', '9', '2probe', '451000-["create-room"]', randomBytes(100)];
  for (let round = 0; round < count; round++) {
    const closes = bad.map(async (payload) => {
      const socket = await openRawSession({ port, localAddress: '127.4.0.1' });
      socket.send(payload);
      await socket.closed;
    });
    await Promise.all(closes);
  }
}

/** Asks for sockets as another site's page; answers how many of them were refused. */
export async function comeFromElsewhere(port: number, count: number): Promise<number> {
  const asked = Array.from({ length: count }, async () => {
    const target = { port, localAddress: '127.5.0.1', origin: 'http://evil.example' };
    const socket = await openRawWebSocket(target);
    await socket.until('wrong-origin');
    await socket.closed;
    return 1;
  });
  return (await Promise.all(asked)).length;
}

/** Sends what is no http, and what is only the beginning of it; resolves when the server has ended all connections. */
export async function talkGarbage(port: number, count: number): Promise<void> {
  const openings = [randomBytes(2_000), 'GET /', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`, '', '\x16\x03\x01'];
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { tcp, closed } = await openTcp({ port, localAddress: '127.6.0.1' });
      tcp.resume().write(openings[index % openings.length] ?? '');
      await closed;
    }),
  );
}

/** Opens sockets and says nothing more, not even that they are there; resolves when the server has closed all of them. */
export async function sayNothing(port: number, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await openRawWebSocket({ port, localAddress: '127.8.0.1' });
      await socket.until('"sid"');
      await socket.closed;
    }),
  );
}

async function createRoom(socket: RawWebSocket, self: object): Promise<number> {
  socket.send(eventFrame(1, 'create-room', self));
  await socket.until('431[');
  return Number(/"room":(\d+)/.exec(socket.received())?.[1]);
}

async function enter(port: number, localAddress: string, room: number): Promise<RawWebSocket> {
  const socket = await openRawSession({ port, localAddress });
  socket.send(eventFrame(1, 'join-room', { ...newIdentity(), room }));
  await socket.until('431[{"ok":true');
  return socket;
}
