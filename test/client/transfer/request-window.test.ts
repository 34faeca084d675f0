import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieceCount, pieceLength } from '../../../client/transfer/pieces.ts';
import { RequestWindow } from '../../../client/transfer/request-window.ts';
import { PIECE_BYTES } from '../../../shared/limits.ts';

const windowOf = (pieces: number, windowPieces: number) =>
  new RequestWindow({ totalBytes: pieces * PIECE_BYTES, windowBytes: windowPieces * PIECE_BYTES });

function finish(window: RequestWindow, index: number): void {
  window.arrive(index);
  window.save(index);
}

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
    expect(window.take()).toBeUndefined();
    window.save(0);
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

  test('awaits what it asked for, once, and in its length', () => {
    const window = new RequestWindow({ totalBytes: PIECE_BYTES + 10, windowBytes: 8 * PIECE_BYTES });
    expect(window.awaits(0, PIECE_BYTES)).toBe(false);
    window.take();
    expect(window.awaits(0, PIECE_BYTES)).toBe(true);
    expect(window.awaits(0, PIECE_BYTES - 1)).toBe(false);
    expect(window.awaits(1, 10)).toBe(true);
    expect(window.awaits(1, PIECE_BYTES)).toBe(false);
    expect(window.awaits(2, 10)).toBe(false);
    window.arrive(0);
    expect(window.awaits(0, PIECE_BYTES)).toBe(false);
  });

  test('has saved everything only when it is complete', () => {
    const window = windowOf(2, 4);
    window.take();
    finish(window, 1);
    expect([window.savedBytes, window.isComplete]).toEqual([PIECE_BYTES, false]);
    finish(window, 0);
    expect([window.savedBytes, window.isComplete]).toEqual([2 * PIECE_BYTES, true]);
  });

  test('never has more outstanding than the window, and asks for every piece exactly once', () => {
    const sizes = fc.record({ totalBytes: fc.nat(30 * PIECE_BYTES), windowPieces: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.nat(1_000)), ({ totalBytes, windowPieces }, draws) => {
        const windowBytes = windowPieces * PIECE_BYTES;
        const window = new RequestWindow({ totalBytes, windowBytes });
        const asked: number[] = [];
        const coming: number[] = [];
        const arrived: number[] = [];
        const lengthOf = (indexes: readonly number[]) =>
          indexes.reduce((sum, index) => sum + pieceLength(index, totalBytes), 0);
        for (const draw of draws) {
          for (let range = window.take(); range !== undefined; range = window.take()) {
            const taken = Array.from({ length: range.count }, (_, at) => (range?.first ?? 0) + at);
            asked.push(...taken);
            coming.push(...taken);
          }
          expect(lengthOf([...coming, ...arrived])).toBeLessThanOrEqual(windowBytes);
          if (coming.length === 0 && arrived.length === 0) break;
          const from = coming.length > 0 && (draw % 2 === 0 || arrived.length === 0) ? coming : arrived;
          const [index = -1] = from.splice(draw % from.length, 1);
          if (from === coming) {
            expect(window.awaits(index, pieceLength(index, totalBytes))).toBe(true);
            window.arrive(index);
            arrived.push(index);
          } else window.save(index);
        }
        expect(asked).toEqual(Array.from({ length: pieceCount(totalBytes) }, (_, at) => at));
        expect(window.isComplete).toBe(true);
      }),
    );
  });
});
