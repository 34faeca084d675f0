import { type Chunks, lengthOf } from '../../client/transfer/files/chunks.ts';
import { TransferError } from '../../client/transfer/problems.ts';
import type { Sink } from '../../client/transfer/sinks/sink.ts';
import { Watch } from './watch.ts';

/** What a fake sink has kept. It outlives the sink, as a disk does. */
export interface FakeKept {
  parts: Uint8Array<ArrayBuffer>[];
}

/** A sink in memory that a test can slow down or break. Passes `test/contract/sink-contract.ts`. */
export class FakeSink implements Sink {
  readonly watch = new Watch();
  status: 'open' | 'closed' | 'finished' | 'aborted' = 'open';
  /** Bytes that `write` was called with, kept or not. */
  takenBytes = 0;
  /** When written bytes are durable: as soon as their write resolves, or only after a flush. */
  durability: 'at once' | 'on flush' = 'at once';
  readonly #kept: FakeKept;
  #durableBytes: number;
  #writtenBytes: number;
  #gate: PromiseWithResolvers | undefined;
  #failure: Error | undefined;

  constructor(kept: FakeKept = { parts: [] }, startBytes = 0) {
    this.#kept = kept;
    this.#cutTo(startBytes);
    this.#durableBytes = this.keptBytes;
    this.#writtenBytes = this.keptBytes;
  }

  get keptBytes(): number {
    return this.#kept.parts.reduce((sum, { length }) => sum + length, 0);
  }

  get durableBytes(): number {
    return this.#durableBytes;
  }

  async write(chunks: Chunks): Promise<void> {
    const length = lengthOf(chunks);
    this.takenBytes += length;
    if (this.status === 'open') this.#kept.parts.push(...chunks.map((chunk) => chunk.slice()));
    this.watch.notify();
    await this.#passed();
    this.#writtenBytes += length;
    if (this.durability === 'at once') this.#durableBytes = this.#writtenBytes;
    this.watch.notify();
  }

  async flush(): Promise<void> {
    await this.#passed();
    this.#durableBytes = this.#writtenBytes;
    this.watch.notify();
  }

  async finish(): Promise<Blob> {
    await this.flush();
    this.status = 'finished';
    return new Blob(this.#kept.parts);
  }

  close(): Promise<void> {
    this.#end('closed', this.#durableBytes);
    return Promise.resolve();
  }

  abort(): Promise<void> {
    if (this.status === 'closed') this.status = 'open';
    this.#end('aborted', 0);
    return Promise.resolve();
  }

  /** From now on writes, flushes and the finish wait, until {@link release}. */
  hold(): void {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    this.#gate = { promise, resolve };
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  /** From now on everything fails, until {@link recover}. */
  failWith(failure: Error): void {
    this.#failure = failure;
  }

  recover(): void {
    this.#failure = undefined;
  }

  async #passed(): Promise<void> {
    await this.#gate?.promise;
    if (this.#failure !== undefined) {
      this.#cutTo(this.#durableBytes);
      this.#writtenBytes = this.#durableBytes;
      throw this.#failure;
    }
    if (this.status !== 'open') throw new TransferError('storage-failed');
  }

  #end(status: 'closed' | 'aborted', keepBytes: number): void {
    if (this.status !== 'open') return;
    this.status = status;
    this.#cutTo(keepBytes);
    this.release();
    this.watch.notify();
  }

  #cutTo(bytes: number): void {
    let left = bytes;
    const parts = this.#kept.parts.map((part) => {
      const kept = part.slice(0, left);
      left -= kept.length;
      return kept;
    });
    this.#kept.parts = parts.filter(({ length }) => length > 0);
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}
