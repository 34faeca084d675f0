import type { TransferId } from '../../../shared/ids.ts';
import type { Database } from '../journal/database.ts';

const blobsOf = (transfer: TransferId, from = 0) =>
  IDBKeyRange.bound([transfer, from], [transfer, Number.MAX_SAFE_INTEGER]);

/** Firefox (ESR 153) stores the whole file again when it is given a slice of a blob that is stored already. */
const copyOf = async (slice: Blob) => new Blob([await slice.arrayBuffer()]);

/** Blobs of unfinished transfers in IndexedDB. */
export class IndexedDbStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(transfer: TransferId, number: number, blob: Blob): Promise<void> {
    await this.#database.put('blobs', blob, [transfer, number]);
  }

  /** All blobs of a transfer, in order. They are handles: their bytes stay on disk. */
  read(transfer: TransferId): Promise<Blob[]> {
    return this.#database.getAll('blobs', blobsOf(transfer));
  }

  /**
   * Keeps the first `bytes` of a transfer and deletes the others. Answers the number that the next blob gets, and how
   * many bytes there are: fewer than asked for when the browser made room for itself.
   */
  async cut(transfer: TransferId, bytes: number): Promise<{ readonly blobs: number; readonly bytes: number }> {
    let [blobs, kept] = [0, 0];
    for (const blob of await this.read(transfer)) {
      if (kept === bytes) break;
      const size = Math.min(blob.size, bytes - kept);
      if (size < blob.size) await this.put(transfer, blobs, await copyOf(blob.slice(0, size)));
      blobs += 1;
      kept += size;
    }
    await this.#database.delete('blobs', blobsOf(transfer, blobs));
    return { blobs, bytes: kept };
  }

  /** Frees a transfer. Blobs that were read live on for as long as the page holds them. */
  async delete(transfer: TransferId): Promise<void> {
    await this.#database.delete('blobs', blobsOf(transfer));
  }

  /** Frees all transfers but those to keep. */
  async sweep(keep: ReadonlySet<TransferId>): Promise<void> {
    const keys = await this.#database.getAllKeys('blobs');
    const gone = new Set(keys.map(([transfer]) => transfer).filter((transfer) => !keep.has(transfer)));
    for (const transfer of gone) await this.delete(transfer);
  }
}
