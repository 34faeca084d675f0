import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allPieces, type PieceRange, pieceLength } from '../../../../client/transfer/pieces/pieces.ts';
import { RequestWindow } from '../../../../client/transfer/pieces/request-window.ts';
import { PIECE_BYTES, PIECE_RETRIES_MAX } from '../../../../shared/limits.ts';
import { ProtocolError } from '../../../../shared/peer-protocol.ts';

const windowOf = (pieces: number, windowPieces: number, savedPieces = 0) =>
  new RequestWindow({
    wanted: allPieces(pieces * PIECE_BYTES),
    savedPieces,
    totalBytes: pieces * PIECE_BYTES,
    windowBytes: windowPieces * PIECE_BYTES,
  });

function finish(window: RequestWindow, index: number): void {
  window.arrive(index);
  window.startSaving();
  window.saved(index);
}

const indexesOf = (ranges: readonly PieceRange[]) =>
  ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at));

describe('the request window', () => {
  test('asks for as much as it may, and then for nothing', () => {
    const window = windowOf(10, 4);
    expect(window.take()).toEqual({ first: 0, count: 4 });
    expect(window.take()).toBeUndefined();
  });

  test('asks for more when something was saved, not when it has merely arrived', () => {
    const window = windowOf(10, 4);
    window.take();
    window.arrive(0);
    window.startSaving();
    expect(window.take()).toBeUndefined();
    window.saved(0);
    expect(window.take()).toEqual({ first: 4, count: 1 });
  });

  test('asks for no more than there is', () => {
    const window = windowOf(3, 4);
    expect(window.take()).toEqual({ first: 0, count: 3 });
    for (const index of [0, 1, 2]) finish(window, index);
    expect(window.take()).toBeUndefined();
    expect(window.isComplete).toBe(true);
  });

  test('has nothing to ask for when there is nothing', () => {
    const window = windowOf(0, 4);
    expect(window.isComplete).toBe(true);
    expect(window.take()).toBeUndefined();
  });

  test('goes on behind what is saved already', () => {
    const window = windowOf(10, 4, 7);
    expect(window.take()).toEqual({ first: 7, count: 3 });
    expect(windowOf(3, 4, 3).isComplete).toBe(true);
  });

  test('asks for wanted pieces only, one run at a time', () => {
    const wanted = [
      { first: 1, count: 2 },
      { first: 5, count: 1 },
    ];
    const window = new RequestWindow({
      wanted,
      savedPieces: 1,
      totalBytes: 9 * PIECE_BYTES,
      windowBytes: 8 * PIECE_BYTES,
    });
    expect([window.take(), window.take(), window.take()]).toEqual([
      { first: 2, count: 1 },
      { first: 5, count: 1 },
      undefined,
    ]);
    expect(window.awaits(3, PIECE_BYTES)).toBe(false);
  });

  test('awaits what it asked for, once, and in its length', () => {
    const totalBytes = PIECE_BYTES + 10;
    const window = new RequestWindow({
      wanted: allPieces(totalBytes),
      savedPieces: 0,
      totalBytes,
      windowBytes: 8 * PIECE_BYTES,
    });
    expect(window.awaits(0, PIECE_BYTES)).toBe(false);
    window.take();
    expect(window.awaits(0, PIECE_BYTES)).toBe(true);
    expect(window.awaits(0, PIECE_BYTES - 1)).toBe(false);
    expect(window.awaits(1, 10)).toBe(true);
    expect(window.awaits(1, PIECE_BYTES)).toBe(false);
    expect(window.awaits(2, 10)).toBe(false);
    window.arrive(0);
    expect(window.awaits(0, PIECE_BYTES)).toBe(false);
    window.arrive(1);
    expect(window.awaitsNothing).toBe(true);
  });

  test('awaits a damaged piece again, and gives up after so many times', () => {
    const window = windowOf(2, 4);
    window.take();
    for (let retry = 0; retry < PIECE_RETRIES_MAX; retry++) {
      window.arrive(1);
      window.retry(1);
      expect(window.awaits(1, PIECE_BYTES)).toBe(true);
    }
    window.arrive(1);
    expect(() => window.retry(1)).toThrow(ProtocolError);
  });

  test('names the piece to save next in the wanted order, whichever arrives first', () => {
    const window = windowOf(2, 4);
    window.take();
    window.arrive(1);
    expect(window.nextToSave).toBe(0);
    window.startSaving();
    expect(window.nextToSave).toBe(1);
  });

  test('never has more outstanding than the window, and asks for every missing piece exactly once', () => {
    const sizes = fc.record({
      totalBytes: fc.nat(30 * PIECE_BYTES),
      windowPieces: fc.integer({ min: 1, max: 9 }),
      savedPieces: fc.nat(31),
    });
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.nat(1_000)), ({ totalBytes, windowPieces, savedPieces }, draws) => {
        const windowBytes = windowPieces * PIECE_BYTES;
        const wanted = allPieces(totalBytes);
        const window = new RequestWindow({ wanted, savedPieces, totalBytes, windowBytes });
        const asked: number[] = [];
        const coming: number[] = [];
        const arrived: number[] = [];
        const lengthOf = (indexes: readonly number[]) =>
          indexes.reduce((sum, index) => sum + pieceLength(index, totalBytes), 0);
        for (const draw of draws) {
          for (let range = window.take(); range !== undefined; range = window.take()) {
            asked.push(...indexesOf([range]));
            coming.push(...indexesOf([range]));
          }
          expect(lengthOf([...coming, ...arrived])).toBeLessThanOrEqual(windowBytes);
          if (coming.length === 0 && arrived.length === 0) break;
          const from = coming.length > 0 && (draw % 2 === 0 || arrived.length === 0) ? coming : arrived;
          const [index = -1] = from.splice(draw % from.length, 1);
          if (from === coming) {
            expect(window.awaits(index, pieceLength(index, totalBytes))).toBe(true);
            window.arrive(index);
            arrived.push(index);
          } else window.saved(index);
        }
        expect(asked).toEqual(indexesOf(wanted).slice(savedPieces));
        expect(window.isComplete).toBe(true);
      }),
    );
  });
});
