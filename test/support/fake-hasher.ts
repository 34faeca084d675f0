import { createBLAKE3 } from 'hash-wasm';
import type { Chunks } from '../../client/transfer/files/chunks.ts';
import type { Hashed, Hasher } from '../../client/transfer/pieces/hasher.ts';
import type { HashTask } from '../../client/workers/hash-messages.ts';
import { HashTasks } from '../../client/workers/hash-tasks.ts';
import { openZstd } from '../../client/workers/zstd.ts';

/**
 * What the hash worker does, without a worker. Like the real one it takes chunks away: whoever keeps using them finds them
 * gone.
 */
export async function createFakeHasher({ decompresses = false } = {}): Promise<Hasher> {
  const codec = decompresses ? await openZstd() : undefined;
  const tasks = new HashTasks(await createBLAKE3(), { read: readAtOnce }, () => codec);
  const perform = async (task: HashTask): Promise<Hashed | undefined> => {
    const answer = await tasks.perform(task);
    if (answer.type === 'hashed') return { chunks: answer.chunks, length: answer.length, digest: answer.digest };
    return undefined;
  };
  const hashed = async (task: HashTask): Promise<Hashed> => {
    const answer = await perform(task);
    if (answer === undefined) throw new Error('nothing was hashed');
    return answer;
  };
  return {
    decompresses,
    hash: (chunks, compressed = false) => hashed({ type: 'chunks', chunks: taken(chunks), compressed }),
    hashPart: (part, compressed = false) =>
      hashed({ ...part, type: 'part', compressed, fileNumber: 1, spent: undefined }),
    hashCompressed: (chunks, length) => perform({ type: 'compressed', chunks: taken(chunks), length }),
    recycle: (spent) => {
      taken(spent);
    },
  };
}

/** What a sender makes of bytes that are worth compressing, and of anything else. */
export async function compressed(bytes: Uint8Array<ArrayBuffer>): Promise<Hashed> {
  return (await createFakeHasher({ decompresses: true })).hash([bytes.slice()], true);
}

const taken = (chunks: Chunks): Chunks => structuredClone(chunks, { transfer: chunks.map(({ buffer }) => buffer) });

async function readAtOnce({ file, start, end }: { readonly file: Blob; readonly start: number; readonly end: number }) {
  const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
  if (bytes.length !== end - start) throw new RangeError('the file has become shorter');
  return bytes;
}
