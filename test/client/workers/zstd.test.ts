import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentLength, openZstd } from '../../../client/workers/zstd.ts';
import { PIECE_BYTES } from '../../../shared/limits.ts';
import { joinBytes, patternBytes } from '../../contract/contract.ts';

const { compress, decompress } = await openZstd();

const zeros = (length: number) => new Uint8Array(length);
const lengths = [1, 255, 256, 65_791, 65_792, PIECE_BYTES];

describe('a frame', () => {
  test.each(lengths)('of %i bytes tells its length, and gives them back', (length) => {
    for (const bytes of [zeros(length), patternBytes(length)]) {
      const frame = compress(bytes);
      expect(contentLength(frame)).toBe(length);
      expect(Buffer.compare(decompress(frame, length) ?? zeros(0), bytes)).toBe(0);
    }
  });

  test('of text is much smaller', () => {
    const text = new TextEncoder().encode('10.0.0.7 GET /index.html 200\n'.repeat(1_000));
    expect(compress(new Uint8Array(text)).length).toBeLessThan(text.length / 10);
  });

  // The frame of the reference tool for “hello”, with its checksum and without a length.
  test('of a stream tells no length', () => {
    expect(contentLength(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x29, 0, 0))).toBeUndefined();
  });

  test('with a dictionary tells its length behind the id of that', () => {
    expect(contentLength(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 0x99, 10))).toBe(10);
    expect(contentLength(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x43, 0x58, 9, 9, 9, 9, 1, 0))).toBe(257);
  });

  test('may tell of more bytes than there are anywhere', () => {
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 1, 0);
    expect(contentLength(frame)).toBe(2 ** 48);
  });

  test.each([0, 1, 4, 5, 6, 8])('cut to %i bytes tells nothing', (length) => {
    expect(contentLength(compress(zeros(PIECE_BYTES)).subarray(0, length))).toBeUndefined();
  });

  test('is any bytes: it tells a length or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (more) => {
        const length = contentLength(joinBytes([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), more]));
        expect(length === undefined || length >= 0).toBe(true);
      }),
    );
  });
});

describe('what is no frame of the length that was told', () => {
  const whole = compress(zeros(PIECE_BYTES));
  const changed = (at: number, value: number) => whole.map((byte, index) => (index === at ? value : byte));

  test.each<readonly [what: string, bytes: Uint8Array<ArrayBuffer>, length: number]>([
    ['a shorter one', whole, PIECE_BYTES + 1],
    ['a longer one', whole, PIECE_BYTES - 1],
    ['one of 100 MiB', compress(zeros(100 * PIECE_BYTES)), PIECE_BYTES],
    ['two', joinBytes([whole, whole]), PIECE_BYTES],
    ['a cut one', whole.slice(0, -1), PIECE_BYTES],
    ['one with more behind it', joinBytes([whole, zeros(10)]), PIECE_BYTES],
    [
      'one that tells of fewer bytes than it has',
      joinBytes([compress(zeros(65_792)).subarray(0, 10), whole.subarray(10)]),
      65_792,
    ],
    ['another format', changed(0, 0), PIECE_BYTES],
    ['bytes of any kind', patternBytes(1_000), PIECE_BYTES],
    ['nothing', zeros(0), PIECE_BYTES],
  ])('%s, is refused', (_what, bytes, length) => {
    expect(decompress(bytes, length)).toBeUndefined();
    expect(decompress(whole, PIECE_BYTES)).toHaveLength(PIECE_BYTES);
  });
});
