import { PIECE_BYTES } from '../../../shared/limits.ts';

/** A byte stream of `totalBytes` is cut into pieces of {@link PIECE_BYTES}; the last one may be shorter. */

export const pieceCount = (totalBytes: number): number => Math.ceil(totalBytes / PIECE_BYTES);

export const pieceOffset = (index: number): number => index * PIECE_BYTES;

/** The length in bytes of a piece whose index is below {@link pieceCount}. */
export const pieceLength = (index: number, totalBytes: number): number =>
  Math.min(PIECE_BYTES, totalBytes - pieceOffset(index));

/** Pieces that follow each other. */
export interface PieceRange {
  readonly first: number;
  readonly count: number;
}

/** A whole stream as ranges: none when it is empty. */
export function allPieces(totalBytes: number): PieceRange[] {
  const count = pieceCount(totalBytes);
  return count === 0 ? [] : [{ first: 0, count }];
}
