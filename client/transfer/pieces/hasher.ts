import type { Chunks } from '../files/chunks.ts';

/** BLAKE3, off the main thread. */
export interface Hasher {
  /**
   * Hashes the chunks as one. It takes them away (their buffers, of which each chunk must be the whole, are moved to the
   * worker) and gives them back beside their 32-byte digest.
   */
  hash(chunks: Chunks): Promise<Hashed>;
  /**
   * Reads a part of a file, and hashes it where it is read; whoever goes on where an earlier part ended gets it sooner.
   * Rejects when it cannot be read, or is not all there.
   */
  hashPart(part: FilePart): Promise<Hashed>;
  /** Takes chunks away that {@link hashPart} gave and nobody reads any more: filling them again is cheaper than new ones. */
  recycle(chunks: Chunks): void;
}

export interface Hashed {
  readonly chunks: Chunks;
  readonly digest: Uint8Array;
}

/** The bytes of a file from `start` to `end`. */
export interface FilePart {
  readonly file: Blob;
  readonly start: number;
  readonly end: number;
}

export const sameDigest = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
