import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';
import type { Selection } from '../files/selection.ts';
import type { Saved } from '../receiving/saved-position.ts';
import type { SinkRecord } from '../sinks/sink.ts';

/** One accepted offer at its receiver, until all of it is saved. Small: it is written again with every few pieces. */
export interface JournalEntry {
  readonly transfer: TransferId;
  readonly offer: FileOffer;
  readonly sender: { readonly peerId: PeerId; readonly name: string };
  /** This browser's id when it was offered. */
  readonly recipient: PeerId;
  readonly record: SinkRecord;
  readonly saved: Saved;
  /** Bytes of the files that are wanted: of all that are offered, until the selection is applied. */
  readonly wantedBytes: number;
  readonly paused: boolean;
}

/** What is large and never changes. */
export interface JournalContents {
  /** As it came; its digest is the offer's. */
  readonly manifest: Uint8Array<ArrayBuffer>;
  readonly selection: Selection;
}

/** What a receiver needs to go on after a reload. Passes `test/contract/keep-contract.ts`. Failures reject with `TransferError`. */
export interface Journal {
  list(): Promise<readonly JournalEntry[]>;
  contents(transfer: TransferId): Promise<JournalContents | undefined>;
  /** Begins an entry, or replaces it. */
  put(entry: JournalEntry): Promise<void>;
  putContents(transfer: TransferId, contents: JournalContents): Promise<void>;
  /** Forgets all of a transfer. */
  delete(transfer: TransferId): Promise<void>;
}
