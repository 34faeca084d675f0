import type { TransferId } from '../../../shared/ids.ts';
import { storageError } from '../problems.ts';
import type { Database } from './database.ts';
import type { Journal, JournalContents, JournalEntry } from './journal.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** The journal in IndexedDB: it outlives the page. */
export class IndexedDbJournal implements Journal {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(): Promise<readonly JournalEntry[]> {
    return typed(this.#database.getAll('journal'));
  }

  contents(transfer: TransferId): Promise<JournalContents | undefined> {
    return typed(this.#database.get('contents', transfer));
  }

  async put(entry: JournalEntry): Promise<void> {
    await typed(this.#database.put('journal', entry, entry.transfer));
  }

  async putContents(transfer: TransferId, contents: JournalContents): Promise<void> {
    await typed(this.#database.put('contents', contents, transfer));
  }

  async delete(transfer: TransferId): Promise<void> {
    const change = this.#database.transaction(['journal', 'contents'], 'readwrite');
    await typed(
      Promise.all([
        change.objectStore('journal').delete(transfer),
        change.objectStore('contents').delete(transfer),
        change.done,
      ]),
    );
  }
}

/** The outbox in IndexedDB: it outlives the page. */
export class IndexedDbOutbox implements Outbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(): Promise<readonly OutboxEntry[]> {
    return typed(this.#database.getAll('outbox'));
  }

  async put(entry: OutboxEntry): Promise<void> {
    await typed(this.#database.put('outbox', entry, entry.transfer));
  }

  async delete(transfer: TransferId): Promise<void> {
    await typed(this.#database.delete('outbox', transfer));
  }
}

async function typed<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (cause) {
    throw storageError(cause);
  }
}
