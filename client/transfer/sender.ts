import type { TransferId } from '../../shared/ids.ts';
import { type ControlMessage, type FileOffer, ProtocolError } from '../../shared/peer-protocol.ts';
import type { CloseReason, Link } from '../net/link.ts';
import type { Hasher } from './hasher.ts';
import { PieceServer } from './piece-server.ts';
import { TransferError } from './problems.ts';
import type { Source } from './source.ts';
import { hasEnded, type RecipientState } from './transfer-state.ts';
import { Upload } from './upload.ts';

export interface SenderOptions {
  readonly link: Link;
  readonly hasher: Hasher;
  readonly now: () => number;
  readonly changed: (transfer: TransferId, state: RecipientState) => void;
}

type PieceRequest = Extract<ControlMessage, { type: 'piece-request' }>;

/** Everything that this browser sends over one link. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #server: PieceServer;
  /** Ended ones stay known, so that a message that crossed the end is not taken for a fault. */
  readonly #uploads = new Map<TransferId, Upload>();

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#server = new PieceServer(options.link, options.hasher);
  }

  has(transfer: TransferId): boolean {
    return this.#uploads.has(transfer);
  }

  offer(offer: FileOffer, source: Source): void {
    const { transfer } = offer;
    const changed = (state: RecipientState) => this.#options.changed(transfer, state);
    this.#uploads.set(transfer, new Upload(transfer, source, { now: this.#options.now, changed }));
    this.#options.link.send(offer);
  }

  /** Throws {@link ProtocolError} for what was never offered, or lies outside it. */
  request({ transfer, ...range }: PieceRequest): void {
    const jobs = this.#known(transfer).jobsFor(range, (error) => this.#fail(transfer, error));
    this.#server.enqueue(jobs);
  }

  /** The recipient's last word. Throws {@link ProtocolError} for what was never offered. */
  endedByRecipient(transfer: TransferId, state: RecipientState): void {
    this.#known(transfer).end(state);
    this.#server.drop(transfer);
  }

  /** The recipient has all. Throws {@link ProtocolError} when it cannot have. */
  complete(transfer: TransferId): void {
    if (this.#known(transfer).state.status === 'waiting') throw new ProtocolError('it finished what it never fetched');
    this.endedByRecipient(transfer, { status: 'saved' });
  }

  cancel(transfer: TransferId): void {
    const upload = this.#uploads.get(transfer);
    if (upload === undefined || hasEnded(upload.state)) return;
    this.endedByRecipient(transfer, { status: 'cancelled', by: 'you' });
    this.#options.link.send({ type: 'transfer-cancelled', transfer, reason: 'by-person' });
  }

  close(reason: CloseReason): void {
    const state = closedState(reason);
    for (const upload of this.#uploads.values()) upload.end(state);
  }

  #fail(transfer: TransferId, error: TransferError): void {
    this.endedByRecipient(transfer, { status: 'failed', problem: error.message });
    this.#options.link.send({ type: 'transfer-cancelled', transfer, reason: 'source-failed' });
  }

  #known(transfer: TransferId): Upload {
    const upload = this.#uploads.get(transfer);
    if (upload === undefined) throw new ProtocolError('it speaks of files that were never offered to it');
    return upload;
  }
}

function closedState({ type }: CloseReason): RecipientState {
  if (type === 'left') return { status: 'cancelled', by: 'recipient' };
  return { status: 'failed', problem: new TransferError('link-lost').message };
}
