import { describe, expect, test } from 'vitest';
import { CheckpointedFile } from '../../../../client/transfer/sinks/checkpointed-file.ts';

const MIB = 2 ** 20;

/** A file that only counts: what the browser would copy, and how often it was committed. */
class CountingFile {
  copiedBytes = 0;
  commits = 0;
  #bytes = 0;

  readonly handle = {
    createWritable: ({ keepExistingData = false } = {}) => {
      if (keepExistingData) this.copiedBytes += this.#bytes;
      let end = keepExistingData ? this.#bytes : 0;
      return Promise.resolve({
        write: ({ position, data }: { position: number; data: Uint8Array }) => {
          end = position + data.length;
          return Promise.resolve();
        },
        close: () => {
          this.commits += 1;
          this.#bytes = end;
          return Promise.resolve();
        },
      });
    },
  } as unknown as FileSystemFileHandle;
}

describe('a file that is written for long', () => {
  test('is committed when what is at risk has grown to what is safe, so the copying stays below twice its size', async () => {
    const counting = new CountingFile();
    const file = await CheckpointedFile.open(counting.handle, 0);
    const bytes = new Uint8Array(64 * MIB);
    const committed: number[] = [];
    for (let written = 0; written < 2_100 * MIB; written += bytes.length) {
      await file.write(bytes);
      if (file.committedBytes !== committed.at(-1)) committed.push(file.committedBytes);
    }
    expect(committed.map((size) => size / MIB)).toEqual([0, 256, 512, 1_024, 2_048]);
    await file.commit();
    expect(counting.copiedBytes).toBeLessThan(2 * 2_112 * MIB);
    expect(file.committedBytes).toBe(2_112 * MIB);
  });

  test('is not copied by a commit of nothing', async () => {
    const counting = new CountingFile();
    const file = await CheckpointedFile.open(counting.handle, 0);
    await file.write(new Uint8Array(10));
    await file.commit();
    await file.commit();
    expect([counting.commits, counting.copiedBytes]).toEqual([1, 0]);
  });
});
