import type { TransferId } from '../../shared/ids.ts';
import { OPEN_OFFERS_MAX } from '../../shared/limits.ts';
import { type FileOffer, ProtocolError } from '../../shared/peer-protocol.ts';
import type { CloseReason } from '../net/link.ts';
import { Download, type DownloadOptions } from './download.ts';
import { PieceAssembler } from './piece-frames.ts';
import { TransferError } from './problems.ts';
import { hasEnded, type IncomingState } from './transfer-state.ts';

export type ReceiverOptions = Pick<DownloadOptions, 'link' | 'hasher' | 'now'> & {
  /** What is particular to one offer. */
  readonly prepare: (offer: FileOffer) => Pick<DownloadOptions, 'choice' | 'changed' | 'deliver'>;
};

/** Everything that this browser receives over one link. */
export class Receiver {
  readonly #options: ReceiverOptions;
  /** Ended ones stay known: pieces that were asked for may still come. */
  readonly #downloads = new Map<TransferId, Download>();
  readonly #assembler = new PieceAssembler((header) => this.#known(header.transfer).checkAsked(header));

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  get(transfer: TransferId): Download | undefined {
    return this.#downloads.get(transfer);
  }

  /** Throws {@link ProtocolError} for an impossible offer, or too many open ones. The caller sees to fresh ids. */
  receiveOffer(offer: FileOffer): void {
    if (offer.names.length > offer.fileCount) throw new ProtocolError('an offer names more files than it has');
    const open = [...this.#downloads.values()].filter(({ state }) => !hasEnded(state));
    if (open.length >= OPEN_OFFERS_MAX) throw new ProtocolError('it made too many offers at once');
    const { link, hasher, now, prepare } = this.#options;
    this.#downloads.set(offer.transfer, new Download({ offer, link, hasher, now, ...prepare(offer) }));
  }

  /** Takes the next bulk message. Throws {@link ProtocolError}. */
  receiveBulk(message: Uint8Array): void {
    const piece = this.#assembler.receive(message);
    if (piece !== undefined) this.#known(piece.transfer).receive(piece);
  }

  /** The sender's last word. Throws {@link ProtocolError} for what was never offered. */
  endedBySender(transfer: TransferId, state: IncomingState): Promise<void> {
    return this.#known(transfer).end(state);
  }

  async close({ type }: CloseReason): Promise<void> {
    const state: IncomingState =
      type === 'left'
        ? { status: 'cancelled', by: 'sender' }
        : { status: 'failed', problem: new TransferError('link-lost').message };
    await Promise.all([...this.#downloads.values()].map((download) => download.end(state)));
  }

  #known(transfer: TransferId): Download {
    const download = this.#downloads.get(transfer);
    if (download === undefined) throw new ProtocolError('it speaks of files that it never offered');
    return download;
  }
}
