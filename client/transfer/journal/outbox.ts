import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';

/** One recipient who has accepted, or may still. */
export interface OutboxRecipient {
  /** Their id when the files were offered: it stays the recipient's name for this offer. */
  readonly peerId: PeerId;
  readonly name: string;
}

/** One offer at its sender, until every recipient has ended. */
export interface OutboxEntry {
  readonly transfer: TransferId;
  readonly offer: FileOffer;
  readonly manifest: Uint8Array<ArrayBuffer>;
  readonly recipients: readonly OutboxRecipient[];
  readonly paused: boolean;
  /** One for each file, where the browser gave them all: then nobody needs to choose them again. */
  readonly handles: readonly FileSystemFileHandle[] | undefined;
}

/** What a sender needs to go on after a reload. Passes `test/contract/keep-contract.ts`. Failures reject with `TransferError`. */
export interface Outbox {
  list(): Promise<readonly OutboxEntry[]>;
  /** Begins an entry, or replaces it. */
  put(entry: OutboxEntry): Promise<void>;
  delete(transfer: TransferId): Promise<void>;
}
