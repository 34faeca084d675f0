import type { TransferId } from '../../../shared/ids.ts';
import type { Chunks } from '../files/chunks.ts';
import type { OpfsStore } from './opfs-store.ts';
import { OpfsWorkerFile } from './opfs-worker-file.ts';
import type { Sink } from './sink.ts';
import { asTransferError, WriteQueue } from './write-queue.ts';

/**
 * Writes into a file of the browser's own file system, through a worker of its own. A write resolves when the operating
 * system has the bytes, which a crash of the page does not undo; `durableBytes` are those that were flushed to disk.
 */
export class OpfsSink implements Sink {
  readonly #store: OpfsStore;
  readonly #transfer: TransferId;
  readonly #file: OpfsWorkerFile;
  readonly #queue = new WriteQueue();
  #finished = false;

  private constructor(store: OpfsStore, transfer: TransferId, worker: Worker) {
    this.#store = store;
    this.#transfer = transfer;
    this.#file = new OpfsWorkerFile(worker);
  }

  /** Rejects with `TransferError`, also when another tab is writing to the file. */
  static async open(
    store: OpfsStore,
    { transfer, startBytes }: { readonly transfer: TransferId; readonly startBytes: number },
    startWorker: () => Worker,
  ): Promise<OpfsSink> {
    const sink = new OpfsSink(store, transfer, startWorker());
    try {
      await sink.#file.ask({ type: 'open', folder: store.folderName, name: transfer, startBytes });
      return sink;
    } catch (cause) {
      sink.#file.end();
      throw asTransferError(cause);
    }
  }

  get durableBytes(): number {
    return this.#file.flushedBytes;
  }

  write(chunks: Chunks): Promise<void> {
    // Whole buffers are moved to the worker; others may hold other parts of them.
    const own = chunks.map((chunk) => (chunk.length === chunk.buffer.byteLength ? chunk : chunk.slice()));
    return this.#queue.run(() => this.#file.ask({ type: 'write', chunks: own }));
  }

  flush(): Promise<void> {
    return this.#queue.run(() => this.#file.ask({ type: 'flush' }));
  }

  async finish(): Promise<Blob> {
    await this.flush();
    let saved: File | undefined;
    await this.#queue.run(async () => {
      await this.#file.ask({ type: 'close' });
      await this.#store.holdForPage(this.#transfer);
      saved = await this.#store.read(this.#transfer);
    });
    this.#finished = true;
    await this.#release();
    return saved ?? new Blob();
  }

  async close(): Promise<void> {
    await this.#queue.stop();
    // What cannot be flushed is asked for again.
    await this.#file.ask({ type: 'close' }).catch(() => undefined);
    await this.#release();
  }

  async abort(): Promise<void> {
    if (this.#finished) return;
    await this.close();
    // What cannot be freed now is swept at the next start of a page.
    await this.#store.delete(this.#transfer).catch(() => undefined);
  }

  async #release(): Promise<void> {
    await this.#queue.stop();
    this.#file.end();
  }
}
