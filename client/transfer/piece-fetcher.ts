import type { TransferId } from '../../shared/ids.ts';
import { PIECES_PER_REQUEST_MAX, REQUEST_WINDOW_BYTES } from '../../shared/limits.ts';
import { ProtocolError, type StreamName } from '../../shared/peer-protocol.ts';
import type { Link } from '../net/link.ts';
import { type Hasher, sameDigest } from './hasher.ts';
import type { Piece, PieceHeader } from './piece-frames.ts';
import { RequestWindow } from './request-window.ts';

export interface FetchOptions {
  readonly link: Link;
  readonly hasher: Hasher;
  readonly transfer: TransferId;
  readonly stream: StreamName;
  readonly totalBytes: number;
  /** Keeps the next verified bytes, which come in order. */
  readonly save: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Told after each saved piece. */
  readonly progressed?: (savedBytes: number) => void;
}

/** Pulls one stream of a transfer over one link: asks, checks, saves, asks for more. */
export class PieceFetcher {
  readonly #options: FetchOptions;
  readonly #window: RequestWindow;
  readonly #finished: Promise<void>;
  #resolve: () => void = () => undefined;
  #reject: (reason: Error) => void = () => undefined;
  /** Pieces are checked and saved one after the other. */
  #saving: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: FetchOptions) {
    this.#options = options;
    this.#window = new RequestWindow({ totalBytes: options.totalBytes, windowBytes: REQUEST_WINDOW_BYTES });
    this.#finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Resolves when all is saved. Rejects with what `save` or {@link stop} said, or with {@link ProtocolError}. */
  run(): Promise<void> {
    this.#proceed();
    return this.#finished;
  }

  /** Asks for nothing more, and saves nothing more of what still comes. */
  stop(reason: Error): void {
    this.#stopped = true;
    this.#reject(reason);
  }

  /** Throws {@link ProtocolError} unless this piece was asked for and has not come. */
  checkAsked({ index, length }: PieceHeader): void {
    if (!this.#window.awaits(index, length)) throw new ProtocolError('it sent a piece that nobody asked for');
  }

  /** Takes a piece that {@link checkAsked} let through. */
  receive(piece: Piece): void {
    this.#window.arrive(piece.index);
    if (this.#stopped) return;
    const hashing = this.#options.hasher.hash(piece.bytes);
    this.#saving = this.#saving
      .then(async () => this.#save(piece, await hashing))
      .catch((error: unknown) => this.stop(error instanceof Error ? error : new Error(String(error))));
  }

  async #save(piece: Piece, { bytes, digest }: { bytes: Uint8Array<ArrayBuffer>; digest: Uint8Array }): Promise<void> {
    if (this.#stopped) return;
    if (!sameDigest(digest, piece.digest)) throw new ProtocolError(`piece ${piece.index} does not match its hash`);
    await this.#options.save(bytes);
    this.#window.save(piece.index);
    this.#options.progressed?.(this.#window.savedBytes);
    if (!this.#stopped) this.#proceed();
  }

  #proceed(): void {
    if (this.#window.isComplete) this.#resolve();
    const { link, transfer, stream } = this.#options;
    for (let range = this.#window.take(); range !== undefined; range = this.#window.take()) {
      for (const part of split(range)) link.send({ type: 'piece-request', transfer, stream, ...part });
    }
  }
}

function* split({ first, count }: { first: number; count: number }): Generator<{ first: number; count: number }> {
  for (let at = 0; at < count; at += PIECES_PER_REQUEST_MAX) {
    yield { first: first + at, count: Math.min(PIECES_PER_REQUEST_MAX, count - at) };
  }
}
