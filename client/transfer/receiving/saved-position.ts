import type { PieceProof } from '../../../shared/peer-protocol.ts';

/** How far a transfer is kept: what a receiver goes on from, as its journal keeps it. */
export interface Saved {
  /** Wanted pieces that are kept, from the first on. */
  readonly pieces: number;
  /** Their wanted bytes. */
  readonly bytes: number;
  /** Some of them with their digests: the 1st, 2nd, 4th, 8th … and the newest. */
  readonly proof: readonly PieceProof[];
}

export const nothingSaved: Saved = { pieces: 0, bytes: 0, proof: [] };

interface WrittenPiece {
  /** Wanted bytes up to its end. */
  readonly end: number;
  readonly proof: PieceProof;
}

/** Follows what was written to a sink until it is durable there. */
export class SavedPosition {
  #saved: Saved;
  #written: WrittenPiece[] = [];
  #end: number;

  constructor(saved: Saved) {
    this.#saved = saved;
    this.#end = saved.bytes;
  }

  get saved(): Saved {
    return this.#saved;
  }

  /** Wanted pieces that were handed to the sink, durable or not. */
  get writtenPieces(): number {
    return this.#saved.pieces + this.#written.length;
  }

  /** The next wanted piece was handed to the sink, with so many wanted bytes. */
  wrote(bytes: number, proof: PieceProof): void {
    this.#end += bytes;
    this.#written.push({ end: this.#end, proof });
  }

  /** The sink says how much of it is durable; answers whether more pieces are than before. */
  advance(durableBytes: number): boolean {
    const kept = this.#written.findLastIndex(({ end }) => end <= durableBytes) + 1;
    for (const piece of this.#written.splice(0, kept)) this.#saved = extend(this.#saved, piece);
    return kept > 0;
  }
}

/** The newest piece replaces the one before it, unless that stands at a power of two. */
function extend({ pieces, proof }: Saved, { end, proof: newest }: WrittenPiece): Saved {
  const isPower = Number.isInteger(Math.log2(pieces));
  return { pieces: pieces + 1, bytes: end, proof: [...(isPower ? proof : proof.slice(0, -1)), newest] };
}
