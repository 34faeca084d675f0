import type { TransferId } from '../../../shared/ids.ts';
import { SINK_BLOB_BYTES } from '../../../shared/limits.ts';
import { type Chunks, lengthOf } from '../files/chunks.ts';
import { TransferError } from '../problems.ts';
import type { IndexedDbStore } from './indexeddb-store.ts';
import type { Sink } from './sink.ts';
import { asTransferError, WriteQueue } from './write-queue.ts';

/** What becomes one blob, and those who wait for it. */
class Batch {
  readonly chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly committed: Promise<void>;
  bytes = 0;
  resolve: () => void = () => undefined;
  reject: (error: TransferError) => void = () => undefined;

  constructor() {
    this.committed = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody waits for a batch that nothing was added to.
    this.committed.catch(() => undefined);
  }
}

/**
 * Gathers bytes to blobs of {@link SINK_BLOB_BYTES} in IndexedDB. A write resolves when the blob with its last byte is
 * committed, so whoever keeps that many bytes waiting never waits for ever; `flush` commits a shorter blob.
 */
export class IndexedDbSink implements Sink {
  readonly #store: IndexedDbStore;
  readonly #transfer: TransferId;
  readonly #queue = new WriteQueue();
  #gathered = new Batch();
  #blobs: number;
  #durableBytes: number;
  #status: 'open' | 'closed' | 'finished' = 'open';

  private constructor(store: IndexedDbStore, transfer: TransferId, there: { blobs: number; bytes: number }) {
    this.#store = store;
    this.#transfer = transfer;
    this.#blobs = there.blobs;
    this.#durableBytes = there.bytes;
  }

  static async open(store: IndexedDbStore, transfer: TransferId, startBytes: number): Promise<IndexedDbSink> {
    try {
      return new IndexedDbSink(store, transfer, await store.cut(transfer, startBytes));
    } catch (cause) {
      throw asTransferError(cause);
    }
  }

  get durableBytes(): number {
    return this.#durableBytes;
  }

  write(chunks: Chunks): Promise<void> {
    if (this.#status !== 'open') return Promise.reject(new TransferError('storage-failed'));
    const batch = this.#gathered;
    batch.chunks.push(...chunks);
    batch.bytes += lengthOf(chunks);
    if (batch.bytes >= SINK_BLOB_BYTES) this.#commitGathered();
    return batch.committed;
  }

  async flush(): Promise<void> {
    if (this.#gathered.bytes > 0) this.#commitGathered();
    await this.#queue.run(() => Promise.resolve());
  }

  async finish(): Promise<Blob> {
    await this.flush();
    try {
      const blobs = await this.#store.read(this.#transfer);
      this.#status = 'finished';
      await this.#queue.stop();
      await this.#free();
      return new Blob(blobs);
    } catch (cause) {
      throw asTransferError(cause);
    }
  }

  async close(): Promise<void> {
    if (this.#status === 'open') this.#status = 'closed';
    this.#dropGathered(new TransferError('storage-failed'));
    await this.#queue.stop();
  }

  async abort(): Promise<void> {
    if (this.#status === 'finished') return;
    await this.close();
    await this.#free();
  }

  #commitGathered(): void {
    const batch = this.#gathered;
    this.#gathered = new Batch();
    const committed = this.#queue.run(() => this.#commit(batch));
    committed.then(batch.resolve, (error: TransferError) => {
      batch.reject(error);
      // What was gathered since lies behind the gap.
      this.#dropGathered(error);
    });
  }

  async #commit(batch: Batch): Promise<void> {
    await this.#store.put(this.#transfer, this.#blobs, await blobOf(batch.chunks));
    this.#blobs += 1;
    this.#durableBytes += batch.bytes;
  }

  #dropGathered(error: TransferError): void {
    this.#gathered.reject(error);
    this.#gathered = new Batch();
  }

  /** What cannot be freed now is swept at the next start of a page. */
  async #free(): Promise<void> {
    await this.#store.delete(this.#transfer).catch(() => undefined);
  }
}

/** In Chromium, a blob that is made in this way goes to the browser at once instead of being kept by the page first. */
function blobOf(chunks: Chunks): Promise<Blob> {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(stream).blob();
}
