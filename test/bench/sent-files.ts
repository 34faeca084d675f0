import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends a folder for files to send, for as long as something is done. */
export async function withFolder<Answer>(use: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'lanline-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const BLOCK_BYTES = 8 * 1024 * 1024;

/**
 * Writes one block of random bytes again and again: quick, and as incompressible as random bytes for whoever looks back
 * less than 8 MiB, as gzip does.
 */
export async function writeRepeatedFile(path: string, totalBytes: number): Promise<void> {
  const block = randomBytes(BLOCK_BYTES);
  const file = await open(path, 'w');
  for (let left = totalBytes; left > 0; left -= BLOCK_BYTES) await file.write(block, 0, Math.min(left, BLOCK_BYTES));
  await file.close();
}
