import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../../../client/transfer/files/chunks.ts';
import { sameDigest } from '../../../../client/transfer/pieces/hasher.ts';
import { WorkerHasher } from '../../../../client/transfer/pieces/worker-hasher.ts';
import type { HashReply, HashRequest } from '../../../../client/workers/hash-messages.ts';
import { PIECE_BYTES } from '../../../../shared/limits.ts';
import { toHex } from '../../../../shared/random.ts';
import { createFakeHasher } from '../../../support/fake-hasher.ts';

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text));

describe('digests', () => {
  test.each([
    [[1, 2], [1, 2], true],
    [[], [], true],
    [[1, 2], [1, 3], false],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(sameDigest(Uint8Array.from(a), Uint8Array.from(b))).toBe(same);
  });
});

describe('the hasher of the tests', () => {
  // https://github.com/BLAKE3-team/BLAKE3/blob/master/test_vectors/test_vectors.json, input_len 0
  test('is BLAKE3', async () => {
    const { digest } = await (await createFakeHasher()).hash([new Uint8Array()]);
    expect(toHex(digest)).toBe('af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262');
  });

  test('hashes chunks as one', async () => {
    const hasher = await createFakeHasher();
    const [whole, cut] = await Promise.all([
      hasher.hash([bytesOf('hello')]),
      hasher.hash([bytesOf('hel'), bytesOf('lo')]),
    ]);
    expect(cut.digest).toEqual(whole.digest);
  });

  test('takes the chunks away, as the real one does', async () => {
    const given = bytesOf('hello');
    const { chunks } = await (await createFakeHasher()).hash([given]);
    expect([given.length, chunks]).toEqual([0, [bytesOf('hello')]]);
  });
});

/** A worker that answers when the test says so. */
class FakeWorker implements Pick<Worker, 'onmessage' | 'onerror' | 'postMessage'> {
  onmessage: Worker['onmessage'] = null;
  onerror: Worker['onerror'] = null;
  readonly requests: HashRequest[] = [];

  postMessage(request: HashRequest, transfer?: unknown): void {
    this.requests.push(structuredClone(request, { transfer: transfer as ArrayBuffer[] }));
  }

  /** Answers the request at that place of those that wait. */
  answer(digest: number, at = 0): void {
    for (const { id, task } of this.requests.splice(at, 1)) {
      const chunks = task.type === 'part' ? [] : task.chunks;
      this.#reply({ id, type: 'hashed', chunks, length: lengthOf(chunks), digest: Uint8Array.of(digest) });
    }
  }

  cannotRead(message: string): void {
    for (const { id } of this.requests.splice(0, 1)) this.#reply({ id, type: 'unreadable', message });
  }

  findDamaged(): void {
    for (const { id } of this.requests.splice(0, 1)) this.#reply({ id, type: 'damaged' });
  }

  loadCodec(): void {
    this.#reply({ type: 'decompresses' });
  }

  fail(message: string): void {
    this.requests.shift();
    this.onerror?.call(this as unknown as Worker, { message } as ErrorEvent);
  }

  #reply(data: HashReply): void {
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent);
  }
}

function createWorkerHasher() {
  const worker = new FakeWorker();
  return { worker, hasher: new WorkerHasher(worker as unknown as Worker) };
}

const tasksOf = ({ requests }: FakeWorker) => requests.map(({ task }) => task);

describe('the hasher on a worker', () => {
  test('gives each question its own answer, in whatever order they come', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hash([bytesOf('one')]), hasher.hash([bytesOf('two')])];
    worker.answer(2, 1);
    worker.answer(1);
    expect(await Promise.all(asked)).toEqual([
      { chunks: [bytesOf('one')], length: 3, digest: Uint8Array.of(1) },
      { chunks: [bytesOf('two')], length: 3, digest: Uint8Array.of(2) },
    ]);
  });

  test('moves the chunks instead of copying them', () => {
    const { hasher } = createWorkerHasher();
    const given = [bytesOf('hello'), bytesOf('you')];
    void hasher.hash(given);
    expect(given.map(({ length }) => length)).toEqual([0, 0]);
  });

  test('has parts of a file read where they are hashed, and numbers the files', async () => {
    const { worker, hasher } = createWorkerHasher();
    const [one, other] = [new Blob(['hello']), new Blob(['you'])];
    const asked = hasher.hashPart({ file: one, start: 1, end: 3 });
    for (const file of [one, other]) void hasher.hashPart({ file, start: 3, end: 4 });
    expect(tasksOf(worker)).toEqual([
      { type: 'part', file: expect.any(Blob), fileNumber: 1, start: 1, end: 3, spent: undefined, compressed: false },
      { type: 'part', file: expect.any(Blob), fileNumber: 1, start: 3, end: 4, spent: undefined, compressed: false },
      { type: 'part', file: expect.any(Blob), fileNumber: 2, start: 3, end: 4, spent: undefined, compressed: false },
    ]);
    worker.answer(1);
    await expect(asked).resolves.toMatchObject({ digest: Uint8Array.of(1) });
  });

  test('wants compressed only what it is asked for so', () => {
    const { worker, hasher } = createWorkerHasher();
    void hasher.hash([bytesOf('one')], true);
    void hasher.hashPart({ file: new Blob(['hello']), start: 0, end: 1 }, true);
    void hasher.hash([bytesOf('two')]);
    expect(tasksOf(worker).map((task) => task.type !== 'compressed' && task.compressed)).toEqual([true, true, false]);
  });

  test('decompresses once its worker has what that takes', () => {
    const { worker, hasher } = createWorkerHasher();
    expect(hasher.decompresses).toBe(false);
    worker.loadCodec();
    expect(hasher.decompresses).toBe(true);
  });

  test('moves compressed chunks, too, and says when they are damaged', async () => {
    const { worker, hasher } = createWorkerHasher();
    const [whole, damaged] = [bytesOf('one'), bytesOf('two')];
    const asked = [hasher.hashCompressed([whole], 10), hasher.hashCompressed([damaged], 20)];
    expect([whole.length, damaged.length]).toEqual([0, 0]);
    expect(tasksOf(worker)).toMatchObject([{ length: 10 }, { length: 20 }]);
    worker.answer(1);
    worker.findDamaged();
    expect(await Promise.all(asked)).toEqual([expect.objectContaining({ digest: Uint8Array.of(1) }), undefined]);
  });

  test('hands the buffer of a spent piece on to the next read, once', () => {
    const { worker, hasher } = createWorkerHasher();
    const spent = [new Uint8Array(PIECE_BYTES), new Uint8Array(10)];
    hasher.recycle(spent);
    for (const start of [0, 1]) void hasher.hashPart({ file: new Blob(['hello']), start, end: start + 1 });
    expect(spent.map(({ length }) => length)).toEqual([0, 10]);
    expect(tasksOf(worker).map((task) => task.type === 'part' && task.spent?.byteLength)).toEqual([
      PIECE_BYTES,
      undefined,
    ]);
  });

  test('says so when a part of a file cannot be read, and goes on with the next question', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hashPart({ file: new Blob(), start: 0, end: 1 }), hasher.hash([bytesOf('two')])];
    worker.cannotRead('NotReadableError');
    worker.answer(2);
    await expect(asked[0]).rejects.toThrow('NotReadableError');
    await expect(asked[1]).resolves.toMatchObject({ digest: Uint8Array.of(2) });
  });

  test('says so to everybody who waits when the worker fails, and goes on with the next question', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hash([bytesOf('one')]), hasher.hash([bytesOf('two')])];
    worker.fail('out of memory');
    for (const each of asked) await expect(each).rejects.toThrow('the hash worker failed: out of memory');
    const next = hasher.hash([bytesOf('three')]);
    worker.answer(3, 1);
    await expect(next).resolves.toMatchObject({ digest: Uint8Array.of(3) });
  });
});
