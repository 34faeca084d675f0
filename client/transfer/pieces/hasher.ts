/** BLAKE3 of whole buffers, off the main thread. */
export interface Hasher {
  /** Takes the bytes away (their buffer is moved to the worker) and gives them back beside their 32-byte digest. */
  hash(bytes: Uint8Array<ArrayBuffer>): Promise<Hashed>;
  /** Reads a part of a file, and hashes it where it is read. Rejects when it cannot be read, or is not all there. */
  hashPart(part: FilePart): Promise<Hashed>;
}

export interface Hashed {
  readonly bytes: Uint8Array<ArrayBuffer>;
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
