import type { HashReply, HashRequest } from '../../workers/hash-messages.ts';
import type { FilePart, Hashed, Hasher } from './hasher.ts';

interface Waiting {
  readonly resolve: (hashed: Hashed) => void;
  readonly reject: (error: Error) => void;
}

/** A hasher on one worker, which answers in the order of the questions. */
export class WorkerHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashReply>) => {
      const waiting = this.#waiting.shift();
      if (data.type === 'hashed') waiting?.resolve({ bytes: data.bytes, digest: data.digest });
      else waiting?.reject(new Error(`a part of a file could not be read: ${data.message}`));
    };
    worker.onerror = ({ message }) => this.#waiting.shift()?.reject(new Error(`the hash worker failed: ${message}`));
  }

  hash(bytes: Uint8Array<ArrayBuffer>): Promise<Hashed> {
    return this.#ask({ type: 'bytes', bytes }, [bytes.buffer]);
  }

  hashPart({ file, start, end }: FilePart): Promise<Hashed> {
    return this.#ask({ type: 'part', file, start, end }, []);
  }

  #ask(request: HashRequest, moved: readonly Transferable[]): Promise<Hashed> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, [...moved]);
    });
  }
}
