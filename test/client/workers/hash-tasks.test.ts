import { createBLAKE3 } from 'hash-wasm';
import { describe, expect, test } from 'vitest';
import { joinChunks, lengthOf } from '../../../client/transfer/files/chunks.ts';
import type { Codec } from '../../../client/workers/compression.ts';
import type { FilePartToRead, HashAnswer } from '../../../client/workers/hash-messages.ts';
import { HashTasks } from '../../../client/workers/hash-tasks.ts';
import { openZstd } from '../../../client/workers/zstd.ts';
import { PIECE_BYTES } from '../../../shared/limits.ts';
import { patternBytes } from '../../contract/contract.ts';
import { digestOf } from '../../support/hostile-lab.ts';

const zstd = await openZstd();
const zeros = new Uint8Array(PIECE_BYTES);
const whole = () => [zstd.compress(zeros)];

/** Comparing a mebibyte with `toEqual` takes seconds. */
const same = (a: Uint8Array | undefined, b: Uint8Array) => a !== undefined && Buffer.compare(a, b) === 0;

/** A file of zeros, or of anything, and what was lent for reading it. */
async function lab({ codec = zstd as Codec | 'none', bytes = zeros } = {}) {
  const lent: (number | undefined)[] = [];
  const read = ({ spent }: FilePartToRead) => {
    lent.push(spent?.byteLength);
    return Promise.resolve(bytes.slice());
  };
  const tasks = new HashTasks(await createBLAKE3(), { read }, () => (codec === 'none' ? undefined : codec));
  const part = {
    type: 'part',
    file: new Blob(),
    fileNumber: 1,
    start: 0,
    end: bytes.length,
    spent: undefined,
  } as const;
  return { tasks, lent, readPart: (compressed: boolean) => tasks.perform({ ...part, compressed }) };
}

function hashed(answer: HashAnswer) {
  if (answer.type !== 'hashed') throw new Error(answer.type);
  return answer;
}

describe('the hash worker', () => {
  test('hashes what was not compressed yet, and gives it compressed where that is wanted and pays', async () => {
    const { readPart } = await lab();
    const [plain, compressed] = [hashed(await readPart(false)), hashed(await readPart(true))];
    expect([plain.length, lengthOf(plain.chunks)]).toEqual([PIECE_BYTES, PIECE_BYTES]);
    expect([compressed.length, compressed.digest]).toEqual([PIECE_BYTES, plain.digest]);
    expect(same(zstd.decompress(joinChunks(compressed.chunks), PIECE_BYTES), zeros)).toBe(true);
  });

  test.each([
    ['when nothing can be compressed', { codec: 'none' as const }],
    ['when it does not pay', { bytes: patternBytes(1_000) }],
  ])('gives what it read %s', async (_when, options) => {
    const { readPart } = await lab(options);
    const { chunks, length } = hashed(await readPart(true));
    expect(lengthOf(chunks)).toBe(length);
  });

  test('fills the buffer of a piece again that went away compressed', async () => {
    const { readPart, lent } = await lab();
    await readPart(true);
    await readPart(false);
    await readPart(false);
    expect(lent).toEqual([undefined, PIECE_BYTES, undefined]);
  });

  test('hashes what was compressed', async () => {
    const { tasks } = await lab();
    const answer = hashed(await tasks.perform({ type: 'compressed', chunks: whole(), length: PIECE_BYTES }));
    expect(answer.digest).toEqual(await digestOf(zeros));
    expect(same(joinChunks(answer.chunks), zeros)).toBe(true);
  });

  test('finds damaged what is not the compressed form of so many bytes, or what it cannot decompress at all', async () => {
    const { tasks } = await lab();
    const damaged = { type: 'damaged' };
    expect(await tasks.perform({ type: 'compressed', chunks: [patternBytes(100)], length: 200 })).toEqual(damaged);
    expect(await tasks.perform({ type: 'compressed', chunks: whole(), length: PIECE_BYTES - 1 })).toEqual(damaged);
    const without = (await lab({ codec: 'none' as const })).tasks;
    expect(await without.perform({ type: 'compressed', chunks: whole(), length: PIECE_BYTES })).toEqual(damaged);
  });
});
