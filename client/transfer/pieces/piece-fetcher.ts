import type { TransferId } from '../../../shared/ids.ts';
import { PIECES_PER_REQUEST_MAX, REQUEST_WINDOW_BYTES } from '../../../shared/limits.ts';
import type { StreamName } from '../../../shared/peer-protocol.ts';
import type { Link } from '../../net/link.ts';
import { type Hashed, type Hasher, sameDigest } from './hasher.ts';
import type { Piece, PieceHeader } from './piece-frames.ts';
import type { PieceRange } from './pieces.ts';
import { RequestWindow } from './request-window.ts';

export interface FetchOptions {
  readonly link: Link;
  readonly hasher: Hasher;
  readonly transfer: TransferId;
  readonly stream: StreamName;
  /** Length of the whole stream, in bytes. */
  readonly totalBytes: number;
  readonly wanted: readonly PieceRange[];
  /** Wanted pieces that are saved already, from the first on. */
  readonly savedPieces: number;
  /** Keeps a verified piece; called in the wanted order, without waiting for the one before. */
  readonly save: (index: number, piece: Hashed) => Promise<void>;
  /** Once aborted, nothing more is asked for, and nothing more of what still comes is saved. */
  readonly signal: AbortSignal;
}

/** Pulls one stream of a transfer over one link: asks, checks, saves, asks for more. */
export class PieceFetcher {
  readonly #options: FetchOptions;
  readonly #window: RequestWindow;
  readonly #finished: Promise<void>;
  /** Verified, and waiting for an earlier piece. */
  readonly #verified = new Map<number, Hashed>();
  #resolve: () => void = () => undefined;
  #reject: (reason: Error) => void = () => undefined;
  #stopped = false;
  #paused = false;

  constructor(options: FetchOptions) {
    this.#options = options;
    this.#window = new RequestWindow({ ...options, windowBytes: REQUEST_WINDOW_BYTES });
    this.#finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Nothing that it asked for is still to come, and it asks for nothing more. */
  get isIdle(): boolean {
    return this.#window.awaitsNothing && (this.#stopped || this.#window.isComplete);
  }

  /** Resolves when all is saved. Rejects with what `save` said, the signal's reason, or `ProtocolError`. */
  run(): Promise<void> {
    const { signal } = this.#options;
    const stop = () => this.#stop(asError(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    this.#proceed();
    return this.#finished;
  }

  /** While it is paused nothing more is asked for; what was asked for still comes and is saved. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#proceed();
  }

  /** Whether this piece was asked for and has not come. */
  awaits({ transfer, stream, index, length }: PieceHeader): boolean {
    const asked = this.#options;
    return asked.transfer === transfer && asked.stream === stream && this.#window.awaits(index, length);
  }

  /** Takes a piece that it {@link awaits}. */
  receive(piece: Piece): void {
    this.#window.arrive(piece.index);
    if (!this.#stopped) this.#check(piece).catch((error: unknown) => this.#stop(asError(error)));
  }

  #stop(reason: Error): void {
    this.#stopped = true;
    this.#verified.clear();
    this.#reject(reason);
  }

  async #check(piece: Piece): Promise<void> {
    const { index, digest } = piece;
    const hashed = await this.#hash(piece);
    if (this.#stopped) return;
    if (hashed !== undefined && sameDigest(hashed.digest, digest)) {
      this.#verified.set(index, hashed);
      this.#saveInOrder();
    } else {
      this.#window.retry(index);
      this.#request({ first: index, count: 1 });
    }
  }

  #hash({ chunks, length, sentLength }: Piece): Promise<Hashed | undefined> {
    const { hasher } = this.#options;
    return sentLength < length ? hasher.hashCompressed(chunks, length) : hasher.hash(chunks);
  }

  #saveInOrder(): void {
    for (let index = this.#window.nextToSave; index !== undefined; index = this.#window.nextToSave) {
      const piece = this.#verified.get(index);
      if (piece === undefined) return;
      this.#verified.delete(index);
      this.#window.startSaving();
      this.#save(index, piece).catch((error: unknown) => this.#stop(asError(error)));
    }
  }

  async #save(index: number, piece: Hashed): Promise<void> {
    await this.#options.save(index, piece);
    this.#window.saved(index);
    this.#proceed();
  }

  #proceed(): void {
    if (this.#stopped) return;
    if (this.#window.isComplete) this.#resolve();
    if (this.#paused) return;
    for (let range = this.#window.take(); range !== undefined; range = this.#window.take()) this.#request(range);
  }

  #request({ first, count }: PieceRange): void {
    const { link, transfer, stream, hasher } = this.#options;
    const compressed = hasher.decompresses;
    for (let at = 0; at < count; at += PIECES_PER_REQUEST_MAX) {
      const part = { first: first + at, count: Math.min(PIECES_PER_REQUEST_MAX, count - at) };
      link.send({ type: 'piece-request', transfer, stream, ...part, compressed });
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
