import { TransferError } from '../../client/transfer/problems.ts';
import type { ChooseSink } from '../../client/transfer/sinks/choose-sink.ts';
import { PickerDismissed, type Sink, type SinkRequest } from '../../client/transfer/sinks/sink.ts';
import type { TransferId } from '../../shared/ids.ts';
import { Watch } from './watch.ts';

/** A sink in memory that a test can slow down or break. Passes `test/contract/sink-contract.ts`. */
export class FakeSink implements Sink {
  readonly watch = new Watch();
  status: 'open' | 'finished' | 'aborted' = 'open';
  /** Bytes that `write` was called with, kept or not. */
  takenBytes = 0;
  #kept: Uint8Array<ArrayBuffer>[] = [];
  #gate: PromiseWithResolvers | undefined;
  #failure: Error | undefined;

  get keptBytes(): number {
    return this.#kept.reduce((sum, { length }) => sum + length, 0);
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.takenBytes += bytes.length;
    this.#kept.push(bytes.slice());
    this.watch.notify();
    await this.#gate?.promise;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.status === 'aborted') throw new TransferError('storage-failed');
  }

  async finish(): Promise<Blob> {
    await this.#gate?.promise;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.status === 'aborted') throw new TransferError('storage-failed');
    this.status = 'finished';
    return new Blob(this.#kept);
  }

  abort(): Promise<void> {
    if (this.status === 'open') {
      this.status = 'aborted';
      this.#kept = [];
    }
    this.release();
    this.watch.notify();
    return Promise.resolve();
  }

  /** From now on writes and the finish wait, until {@link release}. */
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

  failWith(failure: Error): void {
    this.#failure = failure;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

/** Stands for the person's save picker and for storage; every sink that it opens can be looked at. */
export class FakeSinks {
  readonly sinks = new Map<TransferId, FakeSink>();
  readonly requests: SinkRequest[] = [];
  /** What the next picker does. A function is awaited before the sink opens. */
  picker: 'opens' | 'is dismissed' | (() => Promise<void>) = 'opens';
  /** Called with each new sink before it is used. */
  prepare: (sink: FakeSink) => void = () => undefined;

  readonly choose: ChooseSink = (transfer, request) => {
    this.requests.push(request);
    return {
      destination: { place: 'memory', reason: 'this is a test' },
      open: () => this.#open(transfer),
    };
  };

  async #open(transfer: TransferId): Promise<Sink> {
    if (this.picker === 'is dismissed') throw new PickerDismissed();
    if (this.picker !== 'opens') await this.picker();
    const sink = new FakeSink();
    this.prepare(sink);
    this.sinks.set(transfer, sink);
    return sink;
  }
}
