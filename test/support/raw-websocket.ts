import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Watch } from './watch.ts';

/** A WebSocket (RFC 6455) to the signaling server, of which a test decides every byte that is sent. */
export interface RawWebSocket {
  readonly tcp: Socket;
  /** Sends one text frame, with whatever bytes; Engine.IO's type and Socket.IO's packet are part of it. */
  send(payload: string | Buffer): void;
  /** All text that has come so far, frames and their heads run together: enough to look for something in it. */
  received(): string;
  /** Waits until the text has come; rejects when the connection ends before. */
  until(text: string): Promise<void>;
  /** Resolves when the server has ended the connection, in whatever way. */
  readonly closed: Promise<void>;
}

export interface RawTarget {
  readonly port: number;
  /** Which loopback address to come from. */
  readonly localAddress: string;
  readonly origin?: string;
}

/** A TCP connection whose end, by whatever error, is no more than an end. */
export interface RawConnection {
  readonly tcp: Socket;
  readonly closed: Promise<void>;
}

export async function openTcp({ port, localAddress }: RawTarget): Promise<RawConnection> {
  const tcp = connect({ host: '127.0.0.1', port, localAddress });
  tcp.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => tcp.once('close', () => resolve()));
  await Promise.race([new Promise((resolve) => tcp.once('connect', resolve)), closed]);
  return { tcp, closed };
}

/** Asks for a WebSocket; whether it is granted, {@link RawWebSocket.until} tells. */
export async function openRawWebSocket(target: RawTarget): Promise<RawWebSocket> {
  const { tcp, closed } = await openTcp(target);
  const watch = new Watch();
  let received = '';
  tcp.setEncoding('latin1').on('data', (chunk) => {
    received += chunk;
    if (closeFrames.some((frame) => received.includes(frame))) tcp.end();
    watch.notify();
  });
  tcp.once('close', () => watch.notify());
  tcp.write(upgradeRequest(target));
  return {
    tcp,
    closed,
    send: (payload) => tcp.write(frameOf(Buffer.from(payload))),
    received: () => received,
    until: async (text) => {
      await watch.until(() => received.includes(text) || tcp.destroyed);
      if (!received.includes(text)) throw new Error(`ended before "${text}" came`);
    },
  };
}

/** As above, with Socket.IO's own handshake done: events can be sent. */
export async function openRawSession(target: RawTarget): Promise<RawWebSocket> {
  const socket = await openRawWebSocket(target);
  await socket.until('"sid"');
  socket.send('40');
  await socket.until('40{"sid"');
  return socket;
}

/** The frame of an event that asks for an acknowledgement. */
export const eventFrame = (id: number, event: string, request: unknown): string =>
  `42${id}${JSON.stringify([event, request])}`;

/** As the server sends them, without a reason or with one; nothing else that it sends has these bytes. */
const closeFrames = ['\x88\x00', '\x88\x02'];

const upgradeRequest = ({ port, origin }: RawTarget) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    '\r\n',
  ].join('\r\n');

/** A final text frame with a mask of zeros, which is a mask, too. */
function frameOf(payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (head.length === 2) head[1] = 0x80 | payload.length;
  else if (head.length === 4) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
