import type { OpfsReply, OpfsRequest } from '../../workers/opfs-messages.ts';

/** A request that waits for its answer. */
interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the worker that writes one file. Answers come in the order of the requests. */
export class OpfsWorkerFile {
  readonly #worker: Worker;
  #waiting: Waiting[] = [];
  #failure: Error | undefined;
  #flushedBytes = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<OpfsReply>) => this.#take(data);
    worker.onerror = ({ message }) => this.#fail(new Error(`the storage worker failed: ${message}`));
  }

  /** How much of the file is on disk, as far as the worker has told. */
  get flushedBytes(): number {
    return this.#flushedBytes;
  }

  /** Resolves when it is done. Rejects with the worker's `DOMException`. */
  ask(request: OpfsRequest): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, request.type === 'write' ? request.chunks.map(({ buffer }) => buffer) : []);
    });
  }

  /** Ends the worker, and with it its hold on the file. */
  end(): void {
    this.#worker.terminate();
    this.#fail(new Error('the storage worker has ended'));
  }

  #take(reply: OpfsReply): void {
    const waiting = this.#waiting.shift();
    this.#flushedBytes = reply.flushedBytes;
    if (reply.type === 'done') waiting?.resolve();
    else waiting?.reject(new DOMException(reply.message, reply.name));
  }

  #fail(error: Error): void {
    this.#failure = error;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
  }
}
