import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logText } from './log-text.ts';

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
const LOG_SEED = 1;

/**
 * Writes one block again and again, quickly. Half of it is random bytes, which go as they are, and half is text of a log,
 * which goes compressed: so what both ways keep in memory shows.
 */
export async function writeMixedFile(path: string, totalBytes: number): Promise<void> {
  const block = Buffer.concat([randomBytes(BLOCK_BYTES / 2), Buffer.from(logText(BLOCK_BYTES / 2, LOG_SEED))]);
  const file = await open(path, 'w');
  for (let left = totalBytes; left > 0; left -= BLOCK_BYTES) await file.write(block, 0, Math.min(left, BLOCK_BYTES));
  await file.close();
}
