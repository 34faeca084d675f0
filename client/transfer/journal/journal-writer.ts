import type { Journal, JournalContents, JournalEntry } from './journal.ts';

/** Keeps one transfer's entry in the journal: always the newest state, and never two writes at once. */
export class JournalWriter {
  readonly #journal: Journal;
  #entry: JournalEntry;
  #writing: Promise<void> | undefined;
  #changed = false;
  #deleted = false;

  constructor(journal: Journal, entry: JournalEntry) {
    this.#journal = journal;
    this.#entry = entry;
  }

  get entry(): JournalEntry {
    return this.#entry;
  }

  /** Resolves when this state, or a newer one, is written. Rejects with `TransferError`. */
  update(changes: Partial<Pick<JournalEntry, 'saved' | 'wantedBytes' | 'paused'>>): Promise<void> {
    this.#entry = { ...this.#entry, ...changes };
    this.#changed = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  contents(): Promise<JournalContents | undefined> {
    return this.#isKept ? this.#journal.contents(this.#entry.transfer) : Promise.resolve(undefined);
  }

  async putContents(contents: JournalContents): Promise<void> {
    if (this.#isKept) await this.#journal.putContents(this.#entry.transfer, contents);
  }

  /** Forgets the transfer, now and for good. */
  async delete(): Promise<void> {
    this.#deleted = true;
    await this.#writing?.catch(() => undefined);
    await this.#journal.delete(this.#entry.transfer);
  }

  /** What does not outlive the page needs no entry. */
  get #isKept(): boolean {
    return !this.#deleted && this.#entry.record.type !== 'stream';
  }

  async #write(): Promise<void> {
    while (this.#changed && this.#isKept) {
      this.#changed = false;
      await this.#journal.put(this.#entry);
    }
  }
}
