import * as v from 'valibot';
import { ID_BYTES, type TransferId, transferIdSchema } from '../../../shared/ids.ts';
import { BULK_MESSAGE_BYTES, PIECE_BYTES } from '../../../shared/limits.ts';
import { ProtocolError, type StreamName, streamNames } from '../../../shared/peer-protocol.ts';
import { fromHex, toHex } from '../../../shared/random.ts';
import type { Chunks } from '../files/chunks.ts';

/**
 * The bulk channel carries one piece after the other: a header message, then the piece's bytes as messages of
 * {@link BULK_MESSAGE_BYTES}, of which only the last may be shorter. Header, big-endian: stream (1 byte), transfer (16), index
 * (4), length (4), sent length (4), BLAKE3 of the piece (32).
 */
export interface PieceHeader {
  readonly stream: StreamName;
  readonly transfer: TransferId;
  readonly index: number;
  readonly length: number;
  /** How many bytes follow: fewer than `length` when they are a frame of Zstandard (RFC 8878), which has the piece in it. */
  readonly sentLength: number;
  readonly digest: Uint8Array;
}

export interface Piece extends PieceHeader {
  /** Its messages, as they came. */
  readonly chunks: Chunks;
}

export const DIGEST_BYTES = 32;
const INDEX_AT = 1 + ID_BYTES;
const LENGTH_AT = INDEX_AT + 4;
const SENT_LENGTH_AT = LENGTH_AT + 4;
const DIGEST_AT = SENT_LENGTH_AT + 4;
export const PIECE_HEADER_BYTES = DIGEST_AT + DIGEST_BYTES;

export function encodePieceHeader(header: PieceHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PIECE_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, streamNames.indexOf(header.stream));
  bytes.set(fromHex(header.transfer), 1);
  view.setUint32(INDEX_AT, header.index);
  view.setUint32(LENGTH_AT, header.length);
  view.setUint32(SENT_LENGTH_AT, header.sentLength);
  bytes.set(header.digest, DIGEST_AT);
  return bytes;
}

/** Throws {@link ProtocolError} for anything that {@link encodePieceHeader} does not make. */
export function parsePieceHeader(bytes: Uint8Array): PieceHeader {
  if (bytes.length !== PIECE_HEADER_BYTES) throw new ProtocolError('a piece header has the wrong length');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stream = streamNames[view.getUint8(0)];
  if (stream === undefined) throw new ProtocolError('a piece header names an unknown stream');
  const length = view.getUint32(LENGTH_AT);
  const sentLength = view.getUint32(SENT_LENGTH_AT);
  if (length > PIECE_BYTES || sentLength === 0 || sentLength > length) {
    throw new ProtocolError('a piece header gives an impossible length');
  }
  return {
    stream,
    transfer: v.parse(transferIdSchema, toHex(bytes.subarray(1, INDEX_AT))),
    index: view.getUint32(INDEX_AT),
    length,
    sentLength,
    digest: bytes.slice(DIGEST_AT),
  };
}

/** The messages that carry a piece: views, without copies. Only the last chunk may end within a message. */
export function* pieceMessages(chunks: Chunks): Generator<Uint8Array<ArrayBuffer>> {
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += BULK_MESSAGE_BYTES) yield chunk.subarray(at, at + BULK_MESSAGE_BYTES);
  }
}

/** Puts the messages of one link's bulk channel together to pieces. */
export class PieceAssembler {
  readonly #checkAsked: (header: PieceHeader) => void;
  #header: PieceHeader | undefined;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #missingBytes = 0;

  /** `checkAsked` throws {@link ProtocolError} when nobody asked for the piece: before any memory is taken for it. */
  constructor(checkAsked: (header: PieceHeader) => void) {
    this.#checkAsked = checkAsked;
  }

  /** Takes the next message; answers with the piece that it completes. Throws {@link ProtocolError}. */
  receive(message: Uint8Array<ArrayBuffer>): Piece | undefined {
    if (this.#header === undefined) this.#begin(parsePieceHeader(message));
    else return this.#take(this.#header, message);
    return undefined;
  }

  #begin(header: PieceHeader): void {
    this.#checkAsked(header);
    this.#header = header;
    this.#chunks = [];
    this.#missingBytes = header.sentLength;
  }

  #take(header: PieceHeader, message: Uint8Array<ArrayBuffer>): Piece | undefined {
    // Any other length could make a piece of a million messages.
    if (message.length !== Math.min(BULK_MESSAGE_BYTES, this.#missingBytes)) {
      throw new ProtocolError('a bulk message has the wrong length');
    }
    this.#chunks.push(message);
    this.#missingBytes -= message.length;
    if (this.#missingBytes > 0) return undefined;
    this.#header = undefined;
    return { ...header, chunks: this.#chunks };
  }
}
