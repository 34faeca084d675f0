import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Records every byte that comes to a server over TCP from now on. */
export function tapServer(http: Server): () => Buffer {
  const connections: Buffer[][] = [];
  http.prependListener('connection', (connection: Socket) => {
    const chunks: Buffer[] = [];
    connections.push(chunks);
    connection.on('data', (chunk: Buffer) => chunks.push(chunk));
  });
  return () => Buffer.concat(connections.map((chunks) => readable(Buffer.concat(chunks))));
}

const END_OF_HEADERS = '\r\n\r\n';

/** What a browser said on one connection: its requests, and what its WebSocket frames hold. */
function readable(bytes: Buffer): Buffer {
  const upgrade = bytes.indexOf('Upgrade: websocket');
  const end = upgrade < 0 ? -1 : bytes.indexOf(END_OF_HEADERS, upgrade);
  if (end < 0) return bytes;
  const start = end + END_OF_HEADERS.length;
  return Buffer.concat([bytes.subarray(0, start), ...unmaskFrames(bytes.subarray(start))]);
}

/** The payloads of a client's frames, which are masked (RFC 6455, section 5.2). None of a frame that has not come whole. */
function* unmaskFrames(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + 6 <= bytes.length; ) {
    const [length, lengthBytes] = payloadLength(bytes, at);
    const maskAt = at + 2 + lengthBytes;
    const mask = bytes.subarray(maskAt, maskAt + 4);
    const payload = bytes.subarray(maskAt + 4, maskAt + 4 + length);
    if (payload.length < length) return;
    yield payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) as Buffer;
    at = maskAt + 4 + length;
  }
}

function payloadLength(bytes: Buffer, at: number): [length: number, lengthBytes: number] {
  const short = bytes.readUInt8(at + 1) & 0x7f;
  if (short === 126) return [bytes.readUInt16BE(at + 2), 2];
  return short === 127 ? [Number(bytes.readBigUInt64BE(at + 2)), 8] : [short, 0];
}
