import { ProtocolError } from '../../../shared/peer-protocol.ts';
import type { Link } from '../../net/link.ts';
import type { Hasher } from './hasher.ts';
import { type FetchOptions, PieceFetcher } from './piece-fetcher.ts';
import { PieceAssembler, type PieceHeader } from './piece-frames.ts';

/** Everything that this browser pulls over one link. */
export class Puller {
  readonly link: Link;
  readonly #hasher: Hasher;
  /** Those that have stopped stay while pieces that they asked for may still come. */
  #fetchers: PieceFetcher[] = [];
  #receiving: PieceFetcher | undefined;
  readonly #assembler = new PieceAssembler((header) => this.#begin(header));

  constructor(link: Link, hasher: Hasher) {
    this.link = link;
    this.#hasher = hasher;
  }

  fetch(options: Omit<FetchOptions, 'link' | 'hasher'>): PieceFetcher {
    const fetcher = new PieceFetcher({ ...options, link: this.link, hasher: this.#hasher });
    this.#fetchers = [...this.#fetchers.filter(({ isIdle }) => !isIdle), fetcher];
    return fetcher;
  }

  /** Takes the next bulk message. Throws {@link ProtocolError}. */
  receive(message: Uint8Array<ArrayBuffer>): void {
    const piece = this.#assembler.receive(message);
    if (piece !== undefined) this.#receiving?.receive(piece);
  }

  /** The newest fetcher first: an older one of the same transfer may have asked for the same piece before it stopped. */
  #begin(header: PieceHeader): void {
    this.#receiving = this.#fetchers.findLast((fetcher) => fetcher.awaits(header));
    if (this.#receiving === undefined) throw new ProtocolError('it sent a piece that nobody asked for');
  }
}
