import { PIECE_BYTES } from '../../shared/limits.ts';

/** A byte stream of `totalBytes` is cut into pieces of {@link PIECE_BYTES}; the last one may be shorter. */

export const pieceCount = (totalBytes: number): number => Math.ceil(totalBytes / PIECE_BYTES);

export const pieceOffset = (index: number): number => index * PIECE_BYTES;

/** The length in bytes of a piece whose index is below {@link pieceCount}. */
export const pieceLength = (index: number, totalBytes: number): number =>
  Math.min(PIECE_BYTES, totalBytes - pieceOffset(index));
