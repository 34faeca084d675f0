import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { Outbox, OutboxEntry } from '../journal/outbox.ts';

/** What of this page's offers a later page would need, here and in the outbox. */
export class KeptOffers {
  readonly #outbox: Outbox;
  readonly #entries = new Map<TransferId, OutboxEntry>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Those of earlier pages, too. */
  list(): Promise<readonly OutboxEntry[]> {
    return this.#outbox.list();
  }

  get(transfer: TransferId): OutboxEntry | undefined {
    return this.#entries.get(transfer);
  }

  /** Of one that is in the outbox, or will be. */
  note(entry: OutboxEntry): void {
    this.#entries.set(entry.transfer, entry);
  }

  async put(entry: OutboxEntry): Promise<void> {
    this.note(entry);
    await this.#outbox.put(entry);
  }

  /** No further page needs it. */
  async delete(transfer: TransferId): Promise<void> {
    await this.#outbox.delete(transfer);
  }

  /** Only these recipients have not ended. */
  async keepFor(transfer: TransferId, open: readonly PeerId[]): Promise<void> {
    const entry = this.#entries.get(transfer);
    if (entry === undefined) return;
    const recipients = entry.recipients.filter(({ peerId }) => open.includes(peerId));
    if (recipients.length > 0) await this.put({ ...entry, recipients });
    else await this.delete(transfer);
  }
}
