import type { TransferId } from '../../../shared/ids.ts';
import type { Journal, JournalContents, JournalEntry } from './journal.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** A journal for as long as the page lives: where the browser forbids storage, and in tests. */
export class MemoryJournal implements Journal {
  readonly #entries = new Map<TransferId, JournalEntry>();
  readonly #contents = new Map<TransferId, JournalContents>();

  list(): Promise<readonly JournalEntry[]> {
    return Promise.resolve([...this.#entries.values()]);
  }

  contents(transfer: TransferId): Promise<JournalContents | undefined> {
    return Promise.resolve(this.#contents.get(transfer));
  }

  put(entry: JournalEntry): Promise<void> {
    this.#entries.set(entry.transfer, entry);
    return Promise.resolve();
  }

  putContents(transfer: TransferId, contents: JournalContents): Promise<void> {
    this.#contents.set(transfer, contents);
    return Promise.resolve();
  }

  delete(transfer: TransferId): Promise<void> {
    this.#entries.delete(transfer);
    this.#contents.delete(transfer);
    return Promise.resolve();
  }
}

/** An outbox for as long as the page lives. */
export class MemoryOutbox implements Outbox {
  readonly #entries = new Map<TransferId, OutboxEntry>();

  list(): Promise<readonly OutboxEntry[]> {
    return Promise.resolve([...this.#entries.values()]);
  }

  put(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.transfer, entry);
    return Promise.resolve();
  }

  delete(transfer: TransferId): Promise<void> {
    this.#entries.delete(transfer);
    return Promise.resolve();
  }
}
