import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieceCount, pieceLength, pieceOffset } from '../../../../client/transfer/pieces/pieces.ts';
import { PIECE_BYTES, TRANSFER_BYTES_MAX } from '../../../../shared/limits.ts';

describe('pieces', () => {
  test.each([
    [0, 0],
    [1, 1],
    [PIECE_BYTES - 1, 1],
    [PIECE_BYTES, 1],
    [PIECE_BYTES + 1, 2],
    [TRANSFER_BYTES_MAX, 2 ** 30],
  ])('%i bytes make %i', (totalBytes, count) => {
    expect(pieceCount(totalBytes)).toBe(count);
  });

  test('cover every byte once, in order, and only the last one is shorter', () => {
    fc.assert(
      fc.property(fc.nat(20 * PIECE_BYTES), (totalBytes) => {
        let covered = 0;
        for (let index = 0; index < pieceCount(totalBytes); index++) {
          expect(pieceOffset(index)).toBe(covered);
          const length = pieceLength(index, totalBytes);
          expect(length).toBeGreaterThan(0);
          if (index < pieceCount(totalBytes) - 1) expect(length).toBe(PIECE_BYTES);
          covered += length;
        }
        expect(covered).toBe(totalBytes);
      }),
    );
  });
});
