import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileCursors, fillsBuffers } from '../../../client/workers/file-cursors.ts';
import { FILE_CURSORS_MAX, FILE_STRETCH_BYTES } from '../../../shared/limits.ts';
import { patternBytes } from '../../contract/contract.ts';

/** A file that counts its streams, and may be shorter than it says. */
class CountedFile extends Blob {
  streams = 0;
  missingBytes = 0;
  changed = false;
  readonly content: Uint8Array<ArrayBuffer>;

  constructor(size: number, seed = 1) {
    const bytes = patternBytes(size, seed);
    super([bytes]);
    this.content = bytes;
  }

  override slice(start = 0, end = this.size): Blob {
    if (this.changed) return unreadable;
    this.streams += 1;
    return super.slice(start, Math.min(end, this.size - this.missingBytes));
  }
}

const failing = () => new ReadableStream({ type: 'bytes', pull: () => Promise.reject(new Error('it was changed')) });
const unreadable = Object.assign(new Blob(), {
  stream: failing,
  arrayBuffer: () => Promise.reject(new Error('it was changed')),
});

const MIB = 2 ** 20;

function lab(canFillBuffers = true) {
  const cursors = new FileCursors(canFillBuffers);
  return (
    file: CountedFile,
    start: number,
    end: number,
    { fileNumber = 1, spent }: { fileNumber?: number; spent?: ArrayBuffer } = {},
  ) => cursors.read({ file, fileNumber, start, end, spent });
}

/** Whether these are the bytes of the file from there on. */
async function expectPart(file: CountedFile, start: number, reading: Promise<Uint8Array<ArrayBuffer>>) {
  const read = await reading;
  expect(Buffer.compare(read, file.content.subarray(start, start + read.length))).toBe(0);
  return read.length;
}

describe('reading files part by part', () => {
  test('uses buffers that are there, where it can', () => expect(fillsBuffers()).toBe(true));

  test.each([true, false])(
    'gives any parts in any order, several at once (into given buffers: %s)',
    async (canFill) => {
      const sizes = fc.array(fc.record({ start: fc.nat(400_000), length: fc.integer({ min: 1, max: 200_000 }) }), {
        minLength: 1,
        maxLength: 12,
      });
      const file = new CountedFile(600_000);
      await fc.assert(
        fc.asyncProperty(sizes, async (parts) => {
          const read = lab(canFill);
          const lengths = parts.map(({ start, length }) => expectPart(file, start, read(file, start, start + length)));
          expect(await Promise.all(lengths)).toEqual(parts.map(({ length }) => length));
        }),
        { numRuns: 30 },
      );
    },
  );

  test('reads a stretch through one stream, also when the next part is asked for before the last one is there', async () => {
    const file = new CountedFile(FILE_STRETCH_BYTES + 2 * MIB);
    const read = lab();
    const starts = Array.from({ length: file.size / MIB - 1 }, (_, at) => at * MIB);
    await Promise.all(starts.map((start) => expectPart(file, start, read(file, start, start + MIB))));
    expect(file.streams).toBe(2);
  });

  test.each([
    ['fills', 'that was given back', MIB, 0],
    ['leaves', 'that is too small', MIB - 1, MIB - 1],
  ])('%s a buffer %s', async (_what, _which, size, left) => {
    const file = new CountedFile(MIB);
    const spent = new ArrayBuffer(size);
    await expectPart(file, 0, lab()(file, 0, file.size, { spent }));
    expect(spent.byteLength).toBe(left);
  });

  test('tells files apart by their numbers', async () => {
    const [one, other] = [new CountedFile(2 * MIB, 1), new CountedFile(2 * MIB, 2)];
    const read = lab();
    for (const start of [0, MIB]) {
      await expectPart(one, start, read(one, start, start + MIB, { fileNumber: 1 }));
      await expectPart(other, start, read(other, start, start + MIB, { fileNumber: 2 }));
    }
  });

  test('serves more readers than it keeps places for', async () => {
    const file = new CountedFile(3 * MIB);
    const read = lab();
    const readers = Array.from({ length: 2 * FILE_CURSORS_MAX }, (_, at) => at * 1_000);
    for (const part of [0, 1]) {
      const starts = readers.map((first) => first + part * MIB);
      await Promise.all(starts.map((start) => expectPart(file, start, read(file, start, start + MIB))));
    }
  });

  test.each([true, false])('fails when the file has become shorter (into given buffers: %s)', async (canFill) => {
    const file = new CountedFile(2 * MIB);
    file.missingBytes = 1;
    const read = lab(canFill);
    await expectPart(file, 0, read(file, 0, MIB));
    await expect(read(file, MIB, 2 * MIB)).rejects.toThrow('the file has become shorter');
  });

  test('fails at the end at the latest when the file was changed while it was read, and once for each part', async () => {
    const file = new CountedFile(2 * MIB);
    const read = lab();
    await expectPart(file, 0, read(file, 0, MIB));
    file.changed = true;
    await expect(read(file, MIB, 2 * MIB)).rejects.toThrow('it was changed');
    file.changed = false;
    expect(await read(file, MIB, 2 * MIB)).toHaveLength(MIB);
  });

  test('fails the parts behind a failed one, too', async () => {
    const file = new CountedFile(3 * MIB);
    file.changed = true;
    const read = lab();
    const parts = [0, 1, 2].map((at) => read(file, at * MIB, (at + 1) * MIB));
    expect((await Promise.allSettled(parts)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
