import { BULK_MESSAGE_BYTES, SPENT_CHUNKS_MAX } from '../../../shared/limits.ts';
import type { HashReply, HashTask } from '../../workers/hash-messages.ts';
import type { Chunks } from '../files/chunks.ts';
import type { FilePart, Hashed, Hasher } from './hasher.ts';

interface Waiting {
  readonly resolve: (hashed: Hashed) => void;
  readonly reject: (error: Error) => void;
}

/** A hasher on one worker. */
export class WorkerHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #fileNumbers = new WeakMap<Blob, number>();
  #spent: ArrayBuffer[] = [];
  #files = 0;
  #asked = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashReply>) => this.#take(data);
    worker.onerror = ({ message }) => this.#fail(new Error(`the hash worker failed: ${message}`));
  }

  hash(chunks: Chunks): Promise<Hashed> {
    const buffers = chunks.map(({ buffer }) => buffer);
    return this.#ask({ type: 'chunks', chunks }, buffers);
  }

  hashPart({ file, start, end }: FilePart): Promise<Hashed> {
    const spent = this.#spent;
    this.#spent = [];
    return this.#ask({ type: 'part', file, fileNumber: this.#numberOf(file), start, end, spent }, spent);
  }

  recycle(chunks: Chunks): void {
    const whole = chunks.map(({ buffer }) => buffer).filter(({ byteLength }) => byteLength === BULK_MESSAGE_BYTES);
    this.#spent = [...this.#spent, ...whole].slice(-SPENT_CHUNKS_MAX);
  }

  #ask(task: HashTask, moved: Transferable[]): Promise<Hashed> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task }, moved);
    });
  }

  #take(reply: HashReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.type === 'hashed') waiting?.resolve({ chunks: reply.chunks, digest: reply.digest });
    else waiting?.reject(new Error(`a part of a file could not be read: ${reply.message}`));
  }

  /** It does not say what it failed at, so nobody may go on waiting. */
  #fail(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }

  #numberOf(file: Blob): number {
    const number = this.#fileNumbers.get(file) ?? ++this.#files;
    this.#fileNumbers.set(file, number);
    return number;
  }
}
