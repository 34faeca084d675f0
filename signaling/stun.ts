import { crc32 } from 'node:zlib';
import { STUN_REQUEST_BYTES_MAX } from '../shared/limits.ts';
import { plainAddress } from './addresses.ts';
import { ipBytes } from './ip-bytes.ts';

/** The Binding method of STUN (RFC 8489), as a server without credentials speaks it over UDP. Knows nothing of sockets. */

/** Where a datagram came from. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface BindingRequest {
  /** What the answer repeats, 12 bytes. */
  readonly transactionId: Buffer;
  /** Attributes that must be understood and are not, each once. */
  readonly unknown: readonly number[];
}

interface Attribute {
  readonly type: number;
  readonly offset: number;
  readonly value: Buffer;
}

const HEADER_BYTES = 20;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const BINDING_ERROR = 0x0111;

const ERROR_CODE = 0x0009;
const UNKNOWN_ATTRIBUTES = 0x000a;
const XOR_MAPPED_ADDRESS = 0x0020;
const FINGERPRINT = 0x8028;
const FINGERPRINT_BYTES = 8;

/**
 * The comprehension-required attributes of RFC 8489, section 18.3.1. A server that asks for no credentials may disregard
 * all of them in a request.
 */
const understood: ReadonlySet<number> = new Set([
  0x0001, 0x0006, 0x0008, 0x0009, 0x000a, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e, 0x0020,
]);

/**
 * The answer to a datagram. As a packet, with the headers of UDP and IP, it is at most twice as long, so that whoever asks
 * in another's name gains little. Undefined when the datagram is not a valid Binding request.
 */
export function answerBinding(datagram: Buffer, source: Endpoint): Buffer | undefined {
  const request = parseBindingRequest(datagram);
  // A forged source may have port 0, where nobody can be answered.
  if (request === undefined || source.port === 0) return undefined;
  return request.unknown.length > 0 ? refuseUnknown(request) : bindingSuccess(request, source);
}

/** Reads a Binding request (RFC 8489, sections 5, 6.3 and 14). Undefined when the datagram is anything else. */
export function parseBindingRequest(datagram: Buffer): BindingRequest | undefined {
  const bytes = datagram.length;
  if (bytes < HEADER_BYTES || bytes > STUN_REQUEST_BYTES_MAX || bytes % 4 !== 0) return undefined;
  if (datagram.readUInt16BE(0) !== BINDING_REQUEST || datagram.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
  if (datagram.readUInt16BE(2) !== bytes - HEADER_BYTES) return undefined;
  const attributes = parseAttributes(datagram);
  if (attributes === undefined || !attributes.every((attribute) => isSound(attribute, datagram))) return undefined;
  const types = attributes.map(({ type }) => type).filter((type) => type < 0x8000 && !understood.has(type));
  return {
    transactionId: datagram.subarray(8, HEADER_BYTES),
    unknown: [...new Set(types)],
  };
}

/** The value of FINGERPRINT for a message that ends where that attribute begins (RFC 8489, section 14.7). */
export function fingerprintOf(message: Buffer): number {
  return (crc32(message) ^ 0x5354554e) >>> 0;
}

/** Undefined when an attribute reaches beyond the end. */
function parseAttributes(message: Buffer): readonly Attribute[] | undefined {
  const attributes: Attribute[] = [];
  let offset = HEADER_BYTES;
  while (offset < message.length) {
    const length = message.readUInt16BE(offset + 2);
    const start = offset + 4;
    if (start + length > message.length) return undefined;
    attributes.push({ type: message.readUInt16BE(offset), offset, value: message.subarray(start, start + length) });
    offset = start + padded(length);
  }
  return attributes;
}

/** A fingerprint must be right, and last; nothing else is checked. */
function isSound({ type, offset, value }: Attribute, message: Buffer): boolean {
  if (type !== FINGERPRINT) return true;
  if (offset + FINGERPRINT_BYTES !== message.length || value.length !== 4) return false;
  return value.readUInt32BE(0) === fingerprintOf(message.subarray(0, offset));
}

function bindingSuccess(request: BindingRequest, { address, port }: Endpoint): Buffer {
  const ip = ipBytes(plainAddress(address));
  const value = Buffer.alloc(4 + ip.length);
  value.writeUInt8(ip.length === 4 ? 0x01 : 0x02, 1);
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  const mask = Buffer.concat([uint32(MAGIC_COOKIE), request.transactionId]);
  ip.forEach((byte, index) => void value.writeUInt8(byte ^ mask.readUInt8(index), 4 + index));
  return messageFor(request, BINDING_SUCCESS, [attribute(XOR_MAPPED_ADDRESS, value)]);
}

/** Error 420. Its reason phrase is left empty, which keeps the answer short. */
function refuseUnknown(request: BindingRequest): Buffer {
  const types = Buffer.alloc(2 * request.unknown.length);
  request.unknown.forEach((type, index) => void types.writeUInt16BE(type, 2 * index));
  const code = Buffer.from([0, 0, 4, 20]);
  return messageFor(request, BINDING_ERROR, [attribute(ERROR_CODE, code), attribute(UNKNOWN_ATTRIBUTES, types)]);
}

function messageFor({ transactionId }: BindingRequest, type: number, attributes: readonly Buffer[]): Buffer {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length + FINGERPRINT_BYTES, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  const message = Buffer.concat([header, transactionId, body]);
  return Buffer.concat([message, attribute(FINGERPRINT, uint32(fingerprintOf(message)))]);
}

function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Values end on a multiple of 4 bytes. */
const padded = (length: number) => Math.ceil(length / 4) * 4;
