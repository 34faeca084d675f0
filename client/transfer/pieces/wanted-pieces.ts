import { PIECE_BYTES } from '../../../shared/limits.ts';
import { type Chunks, lengthOf, sliceChunks } from '../files/chunks.ts';
import type { ManifestEntry } from '../files/manifest.ts';
import { type Selection, type Span, wantedSpans } from '../files/selection.ts';
import { lastAtMost, sumsBefore } from '../files/sorted.ts';
import { type PieceRange, pieceOffset } from './pieces.ts';

/** Which pieces of a transfer hold wanted bytes, and which bytes of each. Every lookup takes logarithmic time. */
export class WantedPieces {
  /** In order; two never touch. */
  readonly ranges: readonly PieceRange[];
  readonly pieceCount: number;
  readonly wantedBytes: number;
  readonly #spans: readonly Span[];
  readonly #spanStarts: Float64Array;
  /** Wanted bytes before each span. */
  readonly #bytesBefore: Float64Array;
  readonly #rangeStarts: Float64Array;
  /** Wanted pieces before each range. */
  readonly #piecesBefore: Float64Array;

  constructor(files: readonly Pick<ManifestEntry, 'size'>[], selection: Selection) {
    this.#spans = wantedSpans(files, selection);
    this.ranges = rangesOf(this.#spans);
    const lengths = this.#spans.map(({ start, end }) => end - start);
    const counts = this.ranges.map(({ count }) => count);
    this.wantedBytes = sum(lengths);
    this.pieceCount = sum(counts);
    this.#spanStarts = Float64Array.from(this.#spans, ({ start }) => start);
    this.#bytesBefore = sumsBefore(lengths, lengths.length);
    this.#rangeStarts = Float64Array.from(this.ranges, ({ first }) => first);
    this.#piecesBefore = sumsBefore(counts, counts.length);
  }

  /** The index in the transfer of the wanted piece number `at` (from 0, below {@link pieceCount}). */
  pieceAt(at: number): number {
    const range = lastAtMost(this.#piecesBefore, at);
    return (this.ranges[range]?.first ?? 0) + at - (this.#piecesBefore[range] ?? 0);
  }

  /** How many wanted pieces are done when the first `bytes` of the wanted bytes are. */
  piecesDone(bytes: number): number {
    if (bytes >= this.wantedBytes) return this.pieceCount;
    // The byte that comes next is in the first piece that is not done.
    const span = lastAtMost(this.#bytesBefore, bytes);
    const position = (this.#spans[span]?.start ?? 0) + bytes - (this.#bytesBefore[span] ?? 0);
    return this.#rankOf(Math.floor(position / PIECE_BYTES));
  }

  /** How many wanted bytes come before the wanted piece number `at` (from 0, up to {@link pieceCount}). */
  bytesBefore(at: number): number {
    if (at >= this.pieceCount) return this.wantedBytes;
    const position = pieceOffset(this.pieceAt(at));
    const before = lastAtMost(this.#spanStarts, position);
    const span = this.#spans[before];
    // The piece may begin ahead of all spans.
    if (span === undefined) return 0;
    return (this.#bytesBefore[before] ?? 0) + Math.min(position, span.end) - span.start;
  }

  /** Whether the piece at `index` of the transfer holds wanted bytes. */
  has(index: number): boolean {
    const range = this.ranges[lastAtMost(this.#rangeStarts, index)];
    return range !== undefined && index < range.first + range.count;
  }

  /** The wanted bytes of a piece, in order: views, without copies. */
  cut(index: number, piece: Chunks): Chunks {
    const [start, end] = [pieceOffset(index), pieceOffset(index) + lengthOf(piece)];
    const wanted: Uint8Array<ArrayBuffer>[] = [];
    for (let at = Math.max(0, lastAtMost(this.#spanStarts, start)); at < this.#spans.length; at++) {
      const span = this.#spans[at];
      if (span === undefined || span.start >= end) break;
      if (span.end > start) wanted.push(...sliceChunks(piece, span.start - start, span.end - start));
    }
    return wanted;
  }

  /** How many wanted pieces come before a wanted piece. */
  #rankOf(index: number): number {
    const range = lastAtMost(this.#rangeStarts, index);
    return (this.#piecesBefore[range] ?? 0) + index - (this.#rangeStarts[range] ?? 0);
  }
}

/** Spans of bytes, as pieces. A piece that holds the end of one and the start of the next counts once. */
function rangesOf(spans: readonly Span[]): PieceRange[] {
  const ranges: { first: number; count: number }[] = [];
  for (const { start, end } of spans) {
    const first = Math.floor(start / PIECE_BYTES);
    const next = Math.ceil(end / PIECE_BYTES);
    const last = ranges.at(-1);
    if (last !== undefined && first <= last.first + last.count) last.count = Math.max(last.count, next - last.first);
    else ranges.push({ first, count: next - first });
  }
  return ranges;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
