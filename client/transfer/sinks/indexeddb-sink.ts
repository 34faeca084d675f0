import type { TransferId } from '../../../shared/ids.ts';
import { SINK_BLOB_BYTES } from '../../../shared/limits.ts';
import { storageError } from '../problems.ts';
import type { IndexedDbStore } from './indexeddb-store.ts';
import type { Sink } from './sink.ts';

/**
 * Gathers pieces to blobs of {@link SINK_BLOB_BYTES} and writes those to IndexedDB. At most one blob is being written
 * while the next is gathered.
 */
export class IndexedDbSink implements Sink {
  readonly #store: IndexedDbStore;
  readonly #transfer: TransferId;
  readonly #now: () => number;
  #gathered: Uint8Array<ArrayBuffer>[] = [];
  #gatheredBytes = 0;
  #blobs = 0;
  #flushing: Promise<void> = Promise.resolve();
  #aborted = false;

  constructor(store: IndexedDbStore, transfer: TransferId, now: () => number) {
    this.#store = store;
    this.#transfer = transfer;
    this.#now = now;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes < SINK_BLOB_BYTES) return;
    const earlier = this.#flushing;
    this.#flush();
    await earlier;
  }

  async finish(): Promise<Blob> {
    if (this.#gatheredBytes > 0) this.#flush();
    await this.#flushing;
    const blobs = await this.#store.read(this.#transfer);
    await this.#store.delete(this.#transfer);
    return new Blob(blobs);
  }

  async abort(): Promise<void> {
    this.#aborted = true;
    this.#gathered = [];
    await this.#flushing.catch(() => undefined);
    // What cannot be freed now is swept when the store is opened again.
    await this.#store.delete(this.#transfer).catch(() => undefined);
  }

  #flush(): void {
    const blob = new Blob(this.#gathered);
    const number = this.#blobs++;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#flushing = this.#flushing.then(() => this.#append(number, blob));
    // Whoever awaits next hears of a failure; until then it must not count as unhandled.
    this.#flushing.catch(() => undefined);
  }

  async #append(number: number, blob: Blob): Promise<void> {
    if (this.#aborted) return;
    try {
      await this.#store.append(this.#transfer, number, blob, this.#now());
    } catch (cause) {
      throw storageError(cause);
    }
  }
}
