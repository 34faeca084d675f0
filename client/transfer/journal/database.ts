import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { TransferId } from '../../../shared/ids.ts';
import type { JournalContents, JournalEntry } from './journal.ts';
import type { OutboxEntry } from './outbox.ts';

/** What is kept over a reload. IndexedDB is what every origin has, plain http included. */
interface Schema extends DBSchema {
  /** Bytes of unfinished transfers, keyed by transfer and running number. */
  blobs: { key: [TransferId, number]; value: Blob };
  /** What a transfer's files are called in the folder that the person chose: the name in the manifest, the name there. */
  folderNames: { key: TransferId; value: ReadonlyMap<string, string> };
  /** Accepted transfers. */
  journal: { key: TransferId; value: JournalEntry };
  /** Their manifests, and what of them is wanted. */
  contents: { key: TransferId; value: JournalContents };
  /** Own offers. */
  outbox: { key: TransferId; value: OutboxEntry };
}

/** Version 1 kept when a page last wrote for a transfer; the journal tells that now. */
interface Version1 extends DBSchema {
  writers: { key: TransferId; value: number };
}

export type Database = IDBPDatabase<Schema>;

const STORES = ['blobs', 'folderNames', 'journal', 'contents', 'outbox'] as const;

/** A tab with an older version of the page is open, and the database cannot be brought up to date before it closes. */
export class DatabaseBlockedError extends Error {
  override readonly name = 'DatabaseBlockedError';

  constructor() {
    super('Another tab has an older version of this page open. Close or reload it, then reload this one.');
  }
}

/**
 * Opens the database. Rejects where the browser forbids storage, and with {@link DatabaseBlockedError} rather than
 * wait for a tab that may stay open for days. A connection that the browser ends (it is cleared, say) fails every later
 * use of it, which the users of the stores report.
 */
export function openDatabase(): Promise<Database> {
  return new Promise((resolve, reject) => {
    let given = false;
    const opening = openDB<Schema>('lanline', 2, {
      upgrade,
      blocked: () => {
        given = true;
        reject(new DatabaseBlockedError());
      },
      // A newer version of the page waits in another tab: this one's transfers stop, and go on after a reload.
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    });
    opening.then((database) => (given ? database.close() : resolve(database)), reject);
  });
}

function upgrade(database: Database): void {
  const version1 = database as unknown as IDBPDatabase<Version1>;
  if (version1.objectStoreNames.contains('writers')) version1.deleteObjectStore('writers');
  for (const store of STORES) {
    if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
  }
}

/** Empties every store, for all tabs. */
export async function clearDatabase(database: Database): Promise<void> {
  await Promise.all(STORES.map((store) => database.clear(store)));
}
