import { fingerprintOf } from '../../signaling/stun.ts';

/** STUN messages as a client writes and reads them (RFC 8489). Only the fingerprint's arithmetic is the server's. */

interface StunMessageParts {
  /** 12 bytes. */
  readonly transactionId?: Buffer;
  readonly attributes?: readonly Buffer[];
}

/** A Binding request. */
export function stunMessage({ transactionId = Buffer.alloc(12, 7), attributes = [] }: StunMessageParts = {}): Buffer {
  const body = Buffer.concat(attributes);
  const header = Buffer.from([0, 1, body.length >> 8, body.length & 0xff, 0x21, 0x12, 0xa4, 0x42]);
  return Buffer.concat([header, transactionId, body]);
}

export function stunAttribute(type: number, value: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([Buffer.from([type >> 8, type & 0xff, value.length >> 8, value.length & 0xff]), value, padding]);
}

/** The same message with a right fingerprint at its end. */
export function withFingerprint(message: Buffer): Buffer {
  const longer = Buffer.from(message);
  longer.writeUInt16BE(message.length - 20 + 8, 2);
  const value = Buffer.alloc(4);
  value.writeUInt32BE(fingerprintOf(longer));
  return Buffer.concat([longer, stunAttribute(0x8028, value)]);
}

export function attributesOf(message: Buffer): { type: number; value: Buffer }[] {
  const attributes = [];
  let rest = message.subarray(20);
  while (rest.length > 0) {
    const length = rest.readUInt16BE(2);
    attributes.push({ type: rest.readUInt16BE(0), value: rest.subarray(4, 4 + length) });
    rest = rest.subarray(4 + Math.ceil(length / 4) * 4);
  }
  return attributes;
}

/** What a success response says of who asked. */
export function mappedEndpoint(message: Buffer): { address: string; port: number } {
  const value = attributesOf(message).find(({ type }) => type === 0x0020)?.value;
  if (value === undefined) throw new Error('the response has no XOR-MAPPED-ADDRESS');
  const ip = value.subarray(4).map((byte, index) => byte ^ message.readUInt8(4 + index));
  return { address: textOf(Buffer.from(ip)), port: value.readUInt16BE(2) ^ 0x2112 };
}

function textOf(ip: Buffer): string {
  if (ip.length === 4) return ip.join('.');
  const groups = ip.toString('hex').match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
