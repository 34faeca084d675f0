import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createCRC32 } from 'hash-wasm';

const CHUNK_BYTES = 8 * 1024 * 1024;

/** Where a sparse file is not empty: the first and the last bytes, and many between them, none at a round position. */
const SPARSE_SPOTS = 1_000;
const SPOT_BYTES = 5_000;

/** Writes a file of random bytes; answers its SHA-256 in hexadecimal. */
export async function writeRandomFile(path: string, totalBytes: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  for (let left = totalBytes; left > 0; left -= CHUNK_BYTES) {
    const chunk = randomBytes(Math.min(left, CHUNK_BYTES));
    hash.update(chunk);
    await file.write(chunk);
  }
  await file.close();
  return hash.digest('hex');
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

export async function crc32Of(path: string): Promise<number> {
  const hash = (await createCRC32()).init();
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return Number.parseInt(hash.digest('hex'), 16);
}

/** Makes a file that is empty but for a few random bytes here and there, and takes no room in between; as above. */
export async function writeSparseFile(path: string, totalBytes: number): Promise<string> {
  const file = await open(path, 'w');
  await file.truncate(totalBytes);
  for (let spot = 0; spot < SPARSE_SPOTS; spot++) {
    await file.write(
      randomBytes(SPOT_BYTES),
      0,
      SPOT_BYTES,
      Math.floor(((totalBytes - SPOT_BYTES) * spot) / (SPARSE_SPOTS - 1)),
    );
  }
  await file.close();
  return sha256Of(path);
}
