import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  encodePieceHeader,
  PieceAssembler,
  type PieceHeader,
  parsePieceHeader,
} from '../../client/transfer/pieces/piece-frames.ts';
import { contentLength, openZstd } from '../../client/workers/zstd.ts';
import { BULK_MESSAGE_BYTES, PIECE_BYTES } from '../../shared/limits.ts';
import { ProtocolError, streamNames } from '../../shared/peer-protocol.ts';
import { fakeTransferId } from '../support/fake-ids.ts';
import { fuzz, outcomeOf } from './fuzz.ts';
import { mutatedBytes } from './mutations.ts';

const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

const anyLength = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: PIECE_BYTES }));

const header: fc.Arbitrary<PieceHeader> = fc
  .record({
    stream: fc.constantFrom(...streamNames),
    transfer: fc.nat().map(fakeTransferId),
    index: fc.nat(2 ** 32 - 1),
    lengths: fc.tuple(anyLength, anyLength),
    digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  .map(({ lengths, ...more }) => ({ ...more, length: Math.max(...lengths), sentLength: Math.min(...lengths) }));

test('each valid piece header comes back as it was', () => {
  fc.assert(
    fc.property(header, (valid) => {
      expect(parsePieceHeader(encodePieceHeader(valid))).toEqual(valid);
    }),
    fuzz,
  );
});

test('any bytes are a piece header, or are refused with a ProtocolError', () => {
  const anyBytes = fc.oneof(mutatedBytes(header.map(encodePieceHeader)), fc.uint8Array({ maxLength: 100 }));
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      seen[outcomeOf(() => parsePieceHeader(bytes), ProtocolError)] += 1;
    }),
    fuzz,
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(fuzz.numRuns / 50);
});

test('any messages make pieces of as many bytes as was told, or are refused with a ProtocolError', () => {
  // Few lengths, so that some of them fit; one buffer for all of a length.
  const messages = new Map([1, 100, BULK_MESSAGE_BYTES].map((length) => [length, new Uint8Array(length)]));
  const length = fc.constantFrom(1, 100, BULK_MESSAGE_BYTES, BULK_MESSAGE_BYTES + 1, BULK_MESSAGE_BYTES + 100);
  const anyMessage = fc.oneof(
    fc
      .tuple(header, length)
      .map(([valid, bytes]) =>
        encodePieceHeader({ ...valid, length: Math.max(valid.length, bytes), sentLength: bytes }),
      ),
    fc.constantFrom(...messages.values()),
  );
  let pieces = 0;
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 8 }), (all) => {
      const assembler = new PieceAssembler(() => undefined);
      const assembleAll = () => {
        for (const message of all) {
          const piece = assembler.receive(message);
          if (piece === undefined) continue;
          pieces += 1;
          expect(piece.chunks.reduce((sum, chunk) => sum + chunk.length, 0)).toBe(piece.sentLength);
        }
      };
      outcomeOf(assembleAll, ProtocolError);
    }),
    fuzz,
  );
  expect(pieces).toBeGreaterThan(fuzz.numRuns / 50);
});

test('any bytes are the compressed form of as many bytes as was told, or are refused', async () => {
  const { compress, decompress } = await openZstd();
  const text = fc.string({ minLength: 1, maxLength: 2_000 }).map((part) => utf8(part.repeat(5)));
  const frame = text.map(compress);
  const anyFrame = fc.oneof(frame, mutatedBytes(frame), fc.uint8Array({ maxLength: 100 }));
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(anyFrame, fc.option(anyLength, { nil: undefined, freq: 1 }), (bytes, told) => {
      const length = told ?? contentLength(bytes) ?? 1;
      if (length > PIECE_BYTES) return;
      const content = decompress(new Uint8Array(bytes), length);
      seen[content === undefined ? 'refused' : 'taken'] += 1;
      expect(content?.length ?? length).toBe(length);
    }),
    fuzz,
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(fuzz.numRuns / 50);
});
