import type { TransferId } from '../../shared/ids.ts';
import { ProtocolError, type StreamName } from '../../shared/peer-protocol.ts';
import type { PieceJob } from './piece-server.ts';
import { pieceCount } from './pieces.ts';
import { TransferError } from './problems.ts';
import { ProgressMeter } from './progress-meter.ts';
import type { Source } from './source.ts';
import { hasEnded, type RecipientState } from './transfer-state.ts';

export interface PieceRange {
  readonly stream: StreamName;
  readonly first: number;
  readonly count: number;
}

/** One offer on its way to one recipient. */
export class Upload {
  readonly #transfer: TransferId;
  readonly #source: Source;
  readonly #now: () => number;
  readonly #changed: (state: RecipientState) => void;
  #state: RecipientState = { status: 'waiting' };
  #meter: ProgressMeter | undefined;
  #sentBytes = 0;

  constructor(
    transfer: TransferId,
    source: Source,
    options: { readonly now: () => number; readonly changed: (state: RecipientState) => void },
  ) {
    this.#transfer = transfer;
    this.#source = source;
    this.#now = options.now;
    this.#changed = options.changed;
  }

  get state(): RecipientState {
    return this.#state;
  }

  /** What a request asks for, piece by piece; nothing once it has ended. Throws {@link ProtocolError}. */
  jobsFor({ stream, first, count }: PieceRange, failed: (error: TransferError) => void): PieceJob[] {
    if (first + count > pieceCount(this.#source.lengthOf(stream))) throw new ProtocolError('it asked past the end');
    if (hasEnded(this.#state)) return [];
    this.#begin();
    return Array.from({ length: count }, (_, at) => this.#job(stream, first + at, failed));
  }

  end(state: RecipientState): void {
    if (!hasEnded(this.#state)) this.#set(state);
  }

  #begin(): void {
    if (this.#state.status !== 'waiting') return;
    this.#meter = new ProgressMeter(this.#source.totalBytes, this.#now);
    this.#tellProgress();
  }

  #job(stream: StreamName, index: number, failed: (error: TransferError) => void): PieceJob {
    return {
      transfer: this.#transfer,
      stream,
      index,
      read: () => this.#source.readPiece(stream, index),
      sent: (bytes) => {
        if (stream === 'files') this.#sent(bytes);
      },
      failed: (cause) =>
        failed(cause instanceof TransferError ? cause : new TransferError('file-unreadable', { cause })),
    };
  }

  #sent(bytes: number): void {
    this.#sentBytes += bytes;
    if (this.#state.status === 'sending') this.#tellProgress();
  }

  #tellProgress(): void {
    const progress = this.#meter?.update(this.#sentBytes);
    if (progress !== undefined) this.#set({ status: 'sending', progress });
  }

  #set(state: RecipientState): void {
    this.#state = state;
    this.#changed(state);
  }
}
