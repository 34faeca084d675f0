import { describe, expect, test } from 'vitest';
import { type Codec, compressIfItPays } from '../../../client/workers/compression.ts';
import { openZstd } from '../../../client/workers/zstd.ts';
import { COMPRESSED_SHARE_MAX, COMPRESSION_SAMPLE_BYTES, PIECE_BYTES } from '../../../shared/limits.ts';
import { joinBytes } from '../../contract/contract.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Leaves out zeros, and notes how much it was given. */
class ZeroLessCodec implements Codec {
  readonly given: number[] = [];

  compress(bytes: Bytes): Bytes {
    this.given.push(bytes.length);
    return bytes.filter((byte) => byte !== 0);
  }

  decompress(): undefined {
    return undefined;
  }
}

const SAMPLES = 2 * COMPRESSION_SAMPLE_BYTES;
const zeros = (length: number) => new Uint8Array(length);
const ones = (length: number) => new Uint8Array(length).fill(1);

const random = (length: number) => {
  const bytes = zeros(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
};

describe('compressing a piece', () => {
  test('is tried with samples alone when it does not pay', () => {
    const codec = new ZeroLessCodec();
    expect(compressIfItPays(codec, ones(PIECE_BYTES))).toBeUndefined();
    expect(codec.given).toEqual([SAMPLES]);
  });

  test('takes the whole piece as one when it pays', () => {
    const codec = new ZeroLessCodec();
    const piece = joinBytes([zeros(PIECE_BYTES - 1), ones(1)]);
    expect(compressIfItPays(codec, piece)).toEqual(ones(1));
    expect(codec.given).toEqual([SAMPLES, PIECE_BYTES]);
  });

  test('is given up when the samples promised more than the piece keeps', () => {
    const codec = new ZeroLessCodec();
    const piece = ones(PIECE_BYTES);
    piece.fill(0, PIECE_BYTES / 4, PIECE_BYTES / 4 + COMPRESSION_SAMPLE_BYTES);
    expect(compressIfItPays(codec, piece)).toBeUndefined();
    expect(codec.given).toEqual([SAMPLES, PIECE_BYTES]);
  });

  test('of a small piece needs no samples', () => {
    const codec = new ZeroLessCodec();
    expect(compressIfItPays(codec, zeros(2 * SAMPLES))).toEqual(zeros(0));
    expect(codec.given).toEqual([2 * SAMPLES]);
  });

  test('pays when it takes enough away', () => {
    const most = Math.floor(1_000 * COMPRESSED_SHARE_MAX);
    const fewer = (left: number) => compressIfItPays(new ZeroLessCodec(), joinBytes([zeros(1_000 - left), ones(left)]));
    expect(fewer(most)).toHaveLength(most);
    expect(fewer(most + 1)).toBeUndefined();
  });
});

describe('with Zstandard', async () => {
  const codec = await openZstd();

  test('random bytes are never worth it, and text is', () => {
    expect(compressIfItPays(codec, random(PIECE_BYTES))).toBeUndefined();
    const text = new Uint8Array(
      new TextEncoder().encode('the quick brown fox jumps over the lazy dog\n'.repeat(24_000)),
    );
    const compressed = compressIfItPays(codec, text) ?? zeros(0);
    expect(compressed.length).toBeLessThan(text.length / 20);
    expect(Buffer.compare(codec.decompress(compressed, text.length) ?? zeros(0), text)).toBe(0);
  });
});
