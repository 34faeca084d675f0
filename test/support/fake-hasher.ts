import { createBLAKE3 } from 'hash-wasm';
import type { Chunks } from '../../client/transfer/files/chunks.ts';
import type { Hasher } from '../../client/transfer/pieces/hasher.ts';

/** BLAKE3 without a worker. Like the real one it takes chunks away: whoever keeps using them finds them gone. */
export async function createFakeHasher(): Promise<Hasher> {
  const blake3 = await createBLAKE3();
  const hash = (chunks: Chunks) => {
    blake3.init();
    for (const chunk of chunks) blake3.update(chunk);
    return { chunks, digest: blake3.digest('binary') };
  };
  return {
    hash: (given) => Promise.resolve(hash(structuredClone(given, { transfer: given.map(({ buffer }) => buffer) }))),
    hashPart: async ({ file, start, end }) => {
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      if (bytes.length !== end - start) throw new RangeError('the file has become shorter');
      return hash([bytes]);
    },
    recycle: (spent) => {
      structuredClone(spent, { transfer: spent.map(({ buffer }) => buffer) });
    },
  };
}
