import { describe, expect, test } from 'vitest';
import { sameDigest } from '../../../../client/transfer/pieces/hasher.ts';
import { WorkerHasher } from '../../../../client/transfer/pieces/worker-hasher.ts';
import type { HashReply, HashRequest } from '../../../../client/workers/hash-messages.ts';
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
    const { digest } = await (await createFakeHasher()).hash(new Uint8Array());
    expect(toHex(digest)).toBe('af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262');
  });

  test('takes the bytes away, as the real one does', async () => {
    const given = bytesOf('hello');
    const { bytes } = await (await createFakeHasher()).hash(given);
    expect([given.length, bytes]).toEqual([0, bytesOf('hello')]);
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

  answer(digest: number): void {
    const request = this.requests.shift();
    const bytes = request?.type === 'bytes' ? request.bytes : new Uint8Array();
    this.#reply({ type: 'hashed', bytes, digest: Uint8Array.of(digest) });
  }

  cannotRead(message: string): void {
    this.requests.shift();
    this.#reply({ type: 'unreadable', message });
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

describe('the hasher on a worker', () => {
  test('gives each question its own answer', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hash(bytesOf('one')), hasher.hash(bytesOf('two'))];
    worker.answer(1);
    worker.answer(2);
    expect(await Promise.all(asked)).toEqual([
      { bytes: bytesOf('one'), digest: Uint8Array.of(1) },
      { bytes: bytesOf('two'), digest: Uint8Array.of(2) },
    ]);
  });

  test('moves the bytes instead of copying them', () => {
    const { hasher } = createWorkerHasher();
    const given = bytesOf('hello');
    void hasher.hash(given);
    expect(given).toHaveLength(0);
  });

  test('has a part of a file read where it is hashed', async () => {
    const { worker, hasher } = createWorkerHasher();
    const file = new Blob(['hello']);
    const asked = hasher.hashPart({ file, start: 1, end: 3 });
    expect(worker.requests).toEqual([{ type: 'part', file: expect.any(Blob), start: 1, end: 3 }]);
    worker.answer(1);
    await expect(asked).resolves.toMatchObject({ digest: Uint8Array.of(1) });
  });

  test('says so when a part of a file cannot be read, and goes on with the next question', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hashPart({ file: new Blob(), start: 0, end: 1 }), hasher.hash(bytesOf('two'))];
    worker.cannotRead('NotReadableError');
    worker.answer(2);
    await expect(asked[0]).rejects.toThrow('NotReadableError');
    await expect(asked[1]).resolves.toMatchObject({ digest: Uint8Array.of(2) });
  });

  test('says so when the worker fails, and goes on with the next question', async () => {
    const { worker, hasher } = createWorkerHasher();
    const asked = [hasher.hash(bytesOf('one')), hasher.hash(bytesOf('two'))];
    worker.fail('out of memory');
    worker.answer(2);
    await expect(asked[0]).rejects.toThrow('the hash worker failed: out of memory');
    await expect(asked[1]).resolves.toMatchObject({ digest: Uint8Array.of(2) });
  });
});
