import type { HashAnswer, HashReply, HashTask } from '../../workers/hash-messages.ts';
import type { Chunks } from '../files/chunks.ts';
import { SpentBuffers } from '../files/spent-buffers.ts';
import type { FilePart, Hashed, Hasher } from './hasher.ts';

interface Waiting {
  readonly resolve: (answer: HashAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A hasher on one worker. */
export class WorkerHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #fileNumbers = new WeakMap<Blob, number>();
  readonly #spent = new SpentBuffers();
  #files = 0;
  #decompresses = false;
  #asked = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashReply>) => this.#take(data);
    worker.onerror = ({ message }) => this.#fail(new Error(`the hash worker failed: ${message}`));
  }

  get decompresses(): boolean {
    return this.#decompresses;
  }

  async hash(chunks: Chunks, compressed = false): Promise<Hashed> {
    return toHashed(await this.#ask({ type: 'chunks', chunks, compressed }, buffersOf(chunks)));
  }

  async hashPart({ file, start, end }: FilePart, compressed = false): Promise<Hashed> {
    const [fileNumber, spent] = [this.#numberOf(file), this.#spent.take()];
    const task = { type: 'part', file, fileNumber, start, end, spent, compressed } as const;
    return toHashed(await this.#ask(task, spent === undefined ? [] : [spent]));
  }

  async hashCompressed(chunks: Chunks, length: number): Promise<Hashed | undefined> {
    const answer = await this.#ask({ type: 'compressed', chunks, length }, buffersOf(chunks));
    return answer.type === 'damaged' ? undefined : toHashed(answer);
  }

  recycle(chunks: Chunks): void {
    this.#spent.keep(chunks);
  }

  #ask(task: HashTask, moved: Transferable[]): Promise<HashAnswer> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task }, moved);
    });
  }

  #take(reply: HashReply): void {
    if (reply.type === 'decompresses') {
      this.#decompresses = true;
      return;
    }
    this.#waiting.get(reply.id)?.resolve(reply);
    this.#waiting.delete(reply.id);
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

const buffersOf = (chunks: Chunks): ArrayBuffer[] => chunks.map(({ buffer }) => buffer);

function toHashed(answer: HashAnswer): Hashed {
  if (answer.type === 'unreadable') throw new Error(`a part of a file could not be read: ${answer.message}`);
  if (answer.type === 'damaged') throw new Error('nothing compressed was to be hashed');
  return { chunks: answer.chunks, length: answer.length, digest: answer.digest };
}
