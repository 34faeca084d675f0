import type { Chunks } from '../files/chunks.ts';

/** BLAKE3 off the main thread, and what is done with bytes on the way. */
export interface Hasher {
  /** Whether {@link hashCompressed} can be asked. */
  readonly decompresses: boolean;
  /**
   * Hashes the chunks as one. It takes them away (their buffers, of which each chunk must be the whole, are moved to the
   * worker) and gives them back beside their 32-byte digest; `compressed`, they come so where that pays.
   */
  hash(chunks: Chunks, compressed?: boolean): Promise<Hashed>;
  /**
   * Reads a part of a file, and hashes it where it is read; whoever goes on where an earlier part ended gets it sooner.
   * Rejects when it cannot be read, or is not all there.
   */
  hashPart(part: FilePart, compressed?: boolean): Promise<Hashed>;
  /**
   * Takes the compressed form of `length` bytes and hashes these. Undefined when it is not that: it takes no more memory
   * than for so many bytes, whatever came.
   */
  hashCompressed(chunks: Chunks, length: number): Promise<Hashed | undefined>;
  /** Takes chunks away that {@link hashPart} gave and nobody reads any more: filling them again is cheaper than new ones. */
  recycle(chunks: Chunks): void;
}

export interface Hashed {
  /** What was hashed; compressed, when they have fewer bytes than `length`. */
  readonly chunks: Chunks;
  /** Of what was hashed, in bytes. */
  readonly length: number;
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
