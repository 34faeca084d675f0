import type { HashReply, HashRequest } from '../../workers/hash-messages.ts';
import type { Hashed, Hasher } from './hasher.ts';

/** A hasher on one worker, which answers in the order of the questions. */
export class WorkerHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting: { readonly resolve: (hashed: Hashed) => void; readonly reject: (error: Error) => void }[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashReply>) => this.#waiting.shift()?.resolve(data);
    worker.onerror = ({ message }) => this.#waiting.shift()?.reject(new Error(`the hash worker failed: ${message}`));
  }

  hash(bytes: Uint8Array<ArrayBuffer>): Promise<Hashed> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage({ bytes } satisfies HashRequest, [bytes.buffer]);
    });
  }
}
