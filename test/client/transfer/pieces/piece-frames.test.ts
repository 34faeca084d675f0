import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinChunks } from '../../../../client/transfer/files/chunks.ts';
import {
  encodePieceHeader,
  PIECE_HEADER_BYTES,
  PieceAssembler,
  type PieceHeader,
  parsePieceHeader,
  pieceMessages,
} from '../../../../client/transfer/pieces/piece-frames.ts';
import { BULK_MESSAGE_BYTES, PIECE_BYTES } from '../../../../shared/limits.ts';
import { ProtocolError, streamNames } from '../../../../shared/peer-protocol.ts';
import { patternBytes } from '../../../contract/contract.ts';
import { fakeTransferId } from '../../../support/fake-ids.ts';

const headerOf = (length: number, more: Partial<PieceHeader> = {}): PieceHeader => ({
  stream: 'files',
  transfer: fakeTransferId(7),
  index: 3,
  length,
  sentLength: length,
  digest: patternBytes(32),
  ...more,
});

const anyHeader: fc.Arbitrary<PieceHeader> = fc
  .record({
    stream: fc.constantFrom(...streamNames),
    transfer: fc.nat().map(fakeTransferId),
    index: fc.nat(2 ** 32 - 1),
    sentLength: fc.integer({ min: 1, max: PIECE_BYTES }),
    savedBytes: fc.nat(PIECE_BYTES - 1),
    digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  .map(({ savedBytes, ...header }) => ({ ...header, length: Math.min(PIECE_BYTES, header.sentLength + savedBytes) }));

const acceptAll = () => undefined;

describe('a piece header', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        expect(parsePieceHeader(encodePieceHeader(header))).toEqual(header);
      }),
    );
  });

  test('is read from the middle of a larger buffer', () => {
    const encoded = encodePieceHeader(headerOf(100));
    const larger = new Uint8Array(encoded.length + 20);
    larger.set(encoded, 10);
    expect(parsePieceHeader(larger.subarray(10, 10 + encoded.length))).toEqual(headerOf(100));
  });

  test.each([0, 1, PIECE_HEADER_BYTES - 1, PIECE_HEADER_BYTES + 1])('has not %i bytes', (length) => {
    const bytes = new Uint8Array(length);
    bytes.set(encodePieceHeader(headerOf(1)).subarray(0, length));
    expect(() => parsePieceHeader(bytes)).toThrow(new ProtocolError('a piece header has the wrong length'));
  });

  test('names a stream that there is', () => {
    const bytes = encodePieceHeader(headerOf(1));
    bytes[0] = streamNames.length;
    expect(() => parsePieceHeader(bytes)).toThrow(new ProtocolError('a piece header names an unknown stream'));
  });

  test.each([0, PIECE_BYTES + 1, 2 ** 32 - 1])('announces no piece of %i bytes', (length) => {
    const bytes = encodePieceHeader(headerOf(length));
    expect(() => parsePieceHeader(bytes)).toThrow(new ProtocolError('a piece header gives an impossible length'));
  });

  test.each([0, 11, PIECE_BYTES, 2 ** 32 - 1])('announces no %i bytes that a piece of 10 is sent as', (sentLength) => {
    const bytes = encodePieceHeader(headerOf(10, { sentLength }));
    expect(() => parsePieceHeader(bytes)).toThrow(new ProtocolError('a piece header gives an impossible length'));
  });

  test('of any bytes is read, or refused with a ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: PIECE_HEADER_BYTES - 1, maxLength: PIECE_HEADER_BYTES + 1 }), (bytes) => {
        try {
          parsePieceHeader(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});

describe('the messages of a piece', () => {
  test.each([1, BULK_MESSAGE_BYTES, BULK_MESSAGE_BYTES + 1, PIECE_BYTES])('carry all of its %i bytes', (length) => {
    const messages = [...pieceMessages([patternBytes(length)])];
    expect(messages.every((message) => message.length > 0 && message.length <= BULK_MESSAGE_BYTES)).toBe(true);
    expect(messages).toHaveLength(Math.ceil(length / BULK_MESSAGE_BYTES));
    expect(Buffer.concat(messages).equals(patternBytes(length))).toBe(true);
  });

  test('are views, without copies', () => {
    const bytes = patternBytes(PIECE_BYTES);
    for (const message of pieceMessages([bytes])) expect(message.buffer).toBe(bytes.buffer);
  });
});

describe('the assembler', () => {
  test('puts pieces together, one after the other', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3 * BULK_MESSAGE_BYTES }), { maxLength: 4 });
    fc.assert(
      fc.property(lengths, (all) => {
        const assembler = new PieceAssembler(acceptAll);
        for (const [index, length] of all.entries()) {
          const bytes = patternBytes(length, index);
          const header = headerOf(length, { index });
          const answers = [encodePieceHeader(header), ...pieceMessages([bytes])].map((each) => assembler.receive(each));
          const piece = answers.pop();
          expect(answers.every((answer) => answer === undefined)).toBe(true);
          expect(piece).toMatchObject({ index, length });
          expect(Buffer.compare(joinChunks(piece?.chunks ?? []), bytes)).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('takes as many bytes as are sent of a piece, when it is longer', () => {
    const assembler = new PieceAssembler(acceptAll);
    assembler.receive(encodePieceHeader(headerOf(PIECE_BYTES, { sentLength: 10 })));
    expect(assembler.receive(patternBytes(10))).toMatchObject({ length: PIECE_BYTES, chunks: [patternBytes(10)] });
  });

  test('asks before it takes any bytes, and takes none that were not asked for', () => {
    const asked: PieceHeader[] = [];
    const assembler = new PieceAssembler((header) => {
      asked.push(header);
      throw new ProtocolError('nobody asked');
    });
    expect(() => assembler.receive(encodePieceHeader(headerOf(10)))).toThrow('nobody asked');
    expect(asked).toEqual([headerOf(10)]);
  });

  test('refuses a piece that is longer than announced', () => {
    const assembler = new PieceAssembler(acceptAll);
    assembler.receive(encodePieceHeader(headerOf(10)));
    expect(() => assembler.receive(new Uint8Array(11))).toThrow(
      new ProtocolError('a bulk message has the wrong length'),
    );
  });

  test.each([0, 1, BULK_MESSAGE_BYTES - 1, BULK_MESSAGE_BYTES + 1])('refuses a message of %i bytes', (length) => {
    const assembler = new PieceAssembler(acceptAll);
    assembler.receive(encodePieceHeader(headerOf(PIECE_BYTES)));
    expect(() => assembler.receive(new Uint8Array(length))).toThrow(
      new ProtocolError('a bulk message has the wrong length'),
    );
  });

  test('survives any messages: it assembles them, or refuses them with a ProtocolError', () => {
    const anyMessage = fc.oneof(
      anyHeader.map(encodePieceHeader),
      fc.uint8Array({ maxLength: 100 }),
      fc.integer({ min: 0, max: BULK_MESSAGE_BYTES + 1 }).map((length) => new Uint8Array(length)),
    );
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 20 }), (messages) => {
        const assembler = new PieceAssembler(acceptAll);
        try {
          for (const message of messages) assembler.receive(message);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});
