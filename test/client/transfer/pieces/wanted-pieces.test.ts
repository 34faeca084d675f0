import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinChunks } from '../../../../client/transfer/files/chunks.ts';
import { type Selection, selectEntries, wantedSpans } from '../../../../client/transfer/files/selection.ts';
import { pieceCount, pieceLength, pieceOffset } from '../../../../client/transfer/pieces/pieces.ts';
import { WantedPieces } from '../../../../client/transfer/pieces/wanted-pieces.ts';
import { PIECE_BYTES, TRANSFER_FILES_MAX } from '../../../../shared/limits.ts';
import { joinBytes, patternBytes } from '../../../contract/contract.ts';

const filesOf = (...sizes: readonly number[]) => sizes.map((size) => ({ size }));

/** Sizes in quarters of a piece, give or take a byte, so that files often meet at the edges of pieces, or nearly. */
const anySizes = fc.array(
  fc.tuple(fc.nat(6), fc.nat(2)).map(([quarters, more]) => Math.max(0, (quarters * PIECE_BYTES) / 4 + more - 1)),
  { maxLength: 12 },
);
const anySelection: fc.Arbitrary<Selection> = fc.oneof(
  fc.constant('all' as const),
  fc.array(fc.nat(12)).map((indexes) => new Set(indexes)),
);

interface NaivePiece {
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The wanted bytes before it, in all. */
  readonly before: number;
  readonly wanted: Uint8Array;
}

const content = patternBytes(20 * PIECE_BYTES);

/** The same answers, by looking at every file for every piece. */
function naive(sizes: readonly number[], selection: Selection): NaivePiece[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const pieces: NaivePiece[] = [];
  let before = 0;
  for (let index = 0; index < pieceCount(total); index++) {
    const [start, end] = [pieceOffset(index), pieceOffset(index) + pieceLength(index, total)];
    const parts = sizes.map((size, file) => {
      const fileStart = sizes.slice(0, file).reduce((sum, earlier) => sum + earlier, 0);
      const isWanted = selection === 'all' || selection.has(file);
      const [from, to] = [Math.max(start, fileStart), Math.min(end, fileStart + size)];
      return content.subarray(from, isWanted ? Math.max(from, to) : from);
    });
    const wanted = joinBytes(parts);
    if (wanted.length > 0) pieces.push({ index, bytes: content.subarray(start, end), before, wanted });
    before += wanted.length;
  }
  return pieces;
}

describe('wanted pieces', () => {
  test('are those that hold wanted bytes, and each knows which', () => {
    fc.assert(
      fc.property(anySizes, anySelection, (sizes, selection) => {
        const pieces = naive(sizes, selection);
        const wanted = new WantedPieces(filesOf(...sizes), selection);
        const listed = wanted.ranges.flatMap(({ first, count }) =>
          Array.from({ length: count }, (_, at) => first + at),
        );
        expect(listed).toEqual(pieces.map(({ index }) => index));
        expect(wanted.pieceCount).toBe(pieces.length);
        expect(wanted.wantedBytes).toBe(pieces.reduce((sum, piece) => sum + piece.wanted.length, 0));
        for (const [at, piece] of pieces.entries()) {
          expect(wanted.pieceAt(at)).toBe(piece.index);
          expect(wanted.bytesBefore(at)).toBe(piece.before);
          expect(wanted.piecesDone(piece.before)).toBe(at);
          expect(wanted.piecesDone(piece.before + piece.wanted.length - 1)).toBe(at);
          expect(Buffer.compare(joinChunks(wanted.cut(piece.index, [piece.bytes])), piece.wanted)).toBe(0);
        }
        expect(wanted.piecesDone(wanted.wantedBytes)).toBe(pieces.length);
        expect(wanted.bytesBefore(pieces.length)).toBe(wanted.wantedBytes);
        for (let index = 0; index < 40; index++) expect(wanted.has(index)).toBe(listed.includes(index));
      }),
    );
  });

  test('of neighbours are one range', () => {
    const half = PIECE_BYTES / 2;
    expect(new WantedPieces(filesOf(half, half, half, half), new Set([0, 3])).ranges).toEqual([{ first: 0, count: 2 }]);
    expect(new WantedPieces(filesOf(half, 3 * PIECE_BYTES, half), new Set([0, 2])).ranges).toEqual([
      { first: 0, count: 1 },
      { first: 3, count: 1 },
    ]);
  });

  test('of nothing are none', () => {
    for (const wanted of [new WantedPieces([], 'all'), new WantedPieces(filesOf(0, 5), new Set([0]))]) {
      expect([wanted.ranges, wanted.pieceCount, wanted.wantedBytes, wanted.piecesDone(0)]).toEqual([[], 0, 0, 0]);
      expect(wanted.has(0)).toBe(false);
    }
  });

  test('are cut without a copy', () => {
    const wanted = new WantedPieces(filesOf(10, 20, 30, 40), new Set([1, 2]));
    const piece = [new Uint8Array(40), new Uint8Array(60)];
    const views = wanted.cut(0, piece).map(({ buffer, byteOffset, length }) => [buffer, byteOffset, length]);
    expect(views).toEqual([
      [piece[0]?.buffer, 10, 30],
      [piece[1]?.buffer, 0, 20],
    ]);
  });

  test('of as many files as there may be, and of terabytes, are found at once', () => {
    const size = 100_000_000_000;
    const files = Array.from({ length: TRANSFER_FILES_MAX }, () => ({ size: 3_000_000 }));
    const everySecond = new Set(Array.from({ length: TRANSFER_FILES_MAX / 2 }, (_, at) => 2 * at));
    const wanted = new WantedPieces([...files, { size }], everySecond);
    expect(wanted.wantedBytes).toBe((3_000_000 * TRANSFER_FILES_MAX) / 2);
    for (let at = 0; at < wanted.pieceCount; at += 997) expect(wanted.piecesDone(wanted.bytesBefore(at))).toBe(at);
    const terabytes = new WantedPieces(filesOf(2 ** 49, 2 ** 40), new Set([1]));
    expect(terabytes.ranges).toEqual([{ first: 2 ** 29, count: 2 ** 20 }]);
    expect(terabytes.bytesBefore(2 ** 19)).toBe(2 ** 39);
  });
});

describe('a selection', () => {
  const file = (path: string) => ({ path, size: 1, type: '', modified: 0 });
  const manifest = { files: [file('a'), file('b'), file('c')], emptyFolders: ['d'] };

  test('of all is the whole, with its empty folders', () => {
    expect(selectEntries(manifest, 'all')).toBe(manifest);
  });

  test('of some is in the order of the manifest, without empty folders', () => {
    expect(selectEntries(manifest, new Set([2, 0]))).toEqual({ files: [file('a'), file('c')], emptyFolders: [] });
  });

  test('merges neighbours, over empty files too', () => {
    expect(wantedSpans(filesOf(10, 0, 20, 5, 7), new Set([0, 2, 4]))).toEqual([
      { start: 0, end: 30 },
      { start: 35, end: 42 },
    ]);
  });
});
