import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { TransferId } from '../../../shared/ids.ts';

/** Blobs of unfinished transfers in IndexedDB, which every origin has, plain http included. */
interface Schema extends DBSchema {
  /** Keyed by transfer and running number. */
  blobs: { key: [TransferId, number]; value: Blob };
  /** When a page last wrote for a transfer, in ms since 1970: what nobody writes any more is swept. */
  writers: { key: TransferId; value: number };
}

/** What no page has written to for so long, in ms, belongs to a page that is gone. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

const blobsOf = (transfer: TransferId) => IDBKeyRange.bound([transfer, 0], [transfer, Number.MAX_SAFE_INTEGER]);

export class IndexedDbStore {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Opens the store and frees what earlier pages left behind. Rejects where the browser forbids storage. */
  static async open(now: number): Promise<IndexedDbStore> {
    const database = await openDB<Schema>('lanline', 1, {
      upgrade(created) {
        created.createObjectStore('blobs');
        created.createObjectStore('writers');
      },
    });
    const store = new IndexedDbStore(database);
    await store.#sweep(now);
    return store;
  }

  async append(transfer: TransferId, number: number, blob: Blob, now: number): Promise<void> {
    const change = this.#database.transaction(['blobs', 'writers'], 'readwrite');
    await Promise.all([
      change.objectStore('blobs').put(blob, [transfer, number]),
      change.objectStore('writers').put(now, transfer),
      change.done,
    ]);
  }

  /** All blobs of a transfer, in order. They are handles: their bytes stay on disk. */
  read(transfer: TransferId): Promise<Blob[]> {
    return this.#database.getAll('blobs', blobsOf(transfer));
  }

  /** Frees a transfer. Blobs that were read live on for as long as the page holds them. */
  async delete(transfer: TransferId): Promise<void> {
    const change = this.#database.transaction(['blobs', 'writers'], 'readwrite');
    await Promise.all([
      change.objectStore('blobs').delete(blobsOf(transfer)),
      change.objectStore('writers').delete(transfer),
      change.done,
    ]);
  }

  close(): void {
    this.#database.close();
  }

  async #sweep(now: number): Promise<void> {
    for (const transfer of await this.#database.getAllKeys('writers')) {
      const writtenAt = (await this.#database.get('writers', transfer)) ?? 0;
      if (now - writtenAt > ABANDONED_AFTER_MS) await this.delete(transfer);
    }
  }
}
