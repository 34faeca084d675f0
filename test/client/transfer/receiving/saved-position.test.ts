import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingSaved, SavedPosition } from '../../../../client/transfer/receiving/saved-position.ts';
import { PROOF_PIECES_MAX } from '../../../../shared/limits.ts';

const proofOf = (index: number) => ({ index, digest: `${index}` });

function positionOf(pieces: number): SavedPosition {
  const position = new SavedPosition(nothingSaved);
  for (let index = 0; index < pieces; index++) position.wrote(10, proofOf(index));
  return position;
}

describe('the saved position', () => {
  test('counts a piece only when all of it is durable', () => {
    const position = positionOf(3);
    expect([position.advance(9), position.saved.pieces]).toEqual([false, 0]);
    expect([position.advance(10), position.saved.pieces, position.saved.bytes]).toEqual([true, 1, 10]);
    expect([position.advance(29), position.saved.pieces, position.saved.bytes]).toEqual([true, 2, 20]);
    expect(position.writtenPieces).toBe(3);
  });

  test('says nothing new when nothing more is durable', () => {
    const position = positionOf(2);
    position.advance(20);
    expect(position.advance(20)).toBe(false);
  });

  test('goes on from what was saved before', () => {
    const position = new SavedPosition({ pieces: 2, bytes: 20, proof: [proofOf(0), proofOf(1)] });
    position.wrote(5, proofOf(7));
    expect(position.advance(25)).toBe(true);
    expect(position.saved).toEqual({ pieces: 3, bytes: 25, proof: [proofOf(0), proofOf(1), proofOf(7)] });
  });

  test('keeps the 1st, 2nd, 4th, 8th … piece as a proof, and the newest', () => {
    const position = positionOf(11);
    position.advance(110);
    expect(position.saved.proof.map(({ index }) => index)).toEqual([0, 1, 3, 7, 10]);
  });

  test('keeps the same proof whether pieces become durable one by one or many at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.array(fc.nat(3_000)), (pieces, stops) => {
        const [steps, once] = [positionOf(pieces), positionOf(pieces)];
        for (const stop of [...stops].sort((a, b) => a - b)) steps.advance(stop);
        steps.advance(pieces * 10);
        once.advance(pieces * 10);
        expect(steps.saved).toEqual(once.saved);
        expect(once.saved.proof.length).toBeLessThanOrEqual(PROOF_PIECES_MAX);
      }),
    );
  });
});
