import { COMPRESSED_SHARE_MAX, COMPRESSION_SAMPLE_BYTES } from '../../shared/limits.ts';
import { type Chunk, joinChunks } from '../transfer/files/chunks.ts';

/** Makes bytes fewer, and brings them back. */
export interface Codec {
  compress(bytes: Chunk): Chunk;
  /** Undefined for anything but the compressed form of `length` bytes: it takes no more memory than for so many. */
  decompress(bytes: Chunk, length: number): Chunk | undefined;
}

/**
 * The piece, compressed; undefined when that does not pay. Whether it may pay is tried with two samples, so that what is
 * compressed already costs next to nothing, whatever came before it.
 */
export function compressIfItPays(codec: Codec, piece: Chunk): Chunk | undefined {
  if (piece.length > 4 * COMPRESSION_SAMPLE_BYTES && tryCompressing(codec, samplesOf(piece)) === undefined) return;
  return tryCompressing(codec, piece);
}

function tryCompressing(codec: Codec, bytes: Chunk): Chunk | undefined {
  const compressed = codec.compress(bytes);
  return compressed.length <= bytes.length * COMPRESSED_SHARE_MAX ? compressed : undefined;
}

/** Around the first and the third quarter. */
function samplesOf(piece: Chunk): Chunk {
  const sampleAt = (at: number) => piece.subarray(Math.floor(at), Math.floor(at) + COMPRESSION_SAMPLE_BYTES);
  return joinChunks([sampleAt(piece.length / 4), sampleAt((3 * piece.length) / 4 - COMPRESSION_SAMPLE_BYTES)]);
}
