import { COMPRESSED_SHARE_MAX, COMPRESSION_SAMPLE_BYTES } from '../../shared/limits.ts';
import { type Chunks, joinChunks, lengthOf, sliceChunks } from '../transfer/files/chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Makes bytes fewer, and brings them back. */
export interface Codec {
  compress(bytes: Bytes): Bytes;
  /** Undefined for anything but the compressed form of `length` bytes: it takes no more memory than for so many. */
  decompress(bytes: Bytes, length: number): Bytes | undefined;
}

/**
 * The chunks as one, compressed; undefined when that does not pay. Whether it may pay is tried with two samples, so that
 * what is compressed already costs next to nothing, whatever came before it.
 */
export function compressIfItPays(codec: Codec, chunks: Chunks): Bytes | undefined {
  const length = lengthOf(chunks);
  if (length > 4 * COMPRESSION_SAMPLE_BYTES && tryCompressing(codec, samplesOf(chunks, length)) === undefined) return;
  return tryCompressing(codec, chunks);
}

function tryCompressing(codec: Codec, chunks: Chunks): Bytes | undefined {
  const bytes = joinChunks(chunks);
  const compressed = codec.compress(bytes);
  return compressed.length <= bytes.length * COMPRESSED_SHARE_MAX ? compressed : undefined;
}

/** Around the first and the third quarter. */
function samplesOf(chunks: Chunks, length: number): Chunks {
  const sampleAt = (at: number) => sliceChunks(chunks, Math.floor(at), Math.floor(at) + COMPRESSION_SAMPLE_BYTES);
  return [...sampleAt(length / 4), ...sampleAt((3 * length) / 4 - COMPRESSION_SAMPLE_BYTES)];
}
