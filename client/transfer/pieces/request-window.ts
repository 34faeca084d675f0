import { PIECE_RETRIES_MAX } from '../../../shared/limits.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';
import { type PieceRange, pieceLength } from './pieces.ts';

export interface RequestWindowOptions {
  /** The wanted pieces, in order. */
  readonly wanted: readonly PieceRange[];
  /** How many of them, from the first on, are saved already. */
  readonly savedPieces: number;
  /** Length of the whole stream, wanted or not, in bytes. */
  readonly totalBytes: number;
  readonly windowBytes: number;
}

/**
 * What a receiver has asked for, and may ask for next. At most `windowBytes` are asked for and not yet saved, so that a
 * slow disk asks for less instead of filling memory. Pieces may arrive in any order; they are saved in the wanted one.
 */
export class RequestWindow {
  readonly #totalBytes: number;
  readonly #windowBytes: number;
  readonly #indexes: Iterator<number, undefined>;
  readonly #awaited = new Set<number>();
  readonly #retries = new Map<number, number>();
  /** Asked for and not yet handed to the sink, in the wanted order. */
  readonly #inOrder: number[] = [];
  #next: number | undefined;
  #unsavedBytes = 0;

  constructor({ wanted, savedPieces, totalBytes, windowBytes }: RequestWindowOptions) {
    this.#totalBytes = totalBytes;
    this.#windowBytes = windowBytes;
    this.#indexes = indexesOf(wanted, savedPieces);
    this.#next = this.#indexes.next().value;
  }

  get isComplete(): boolean {
    return this.#next === undefined && this.#unsavedBytes === 0;
  }

  get awaitsNothing(): boolean {
    return this.#awaited.size === 0;
  }

  /** The piece that must be saved next, among those asked for. */
  get nextToSave(): number | undefined {
    return this.#inOrder[0];
  }

  /** The next run of pieces to ask for, which counts as asked; undefined while the window is full. */
  take(): PieceRange | undefined {
    const first = this.#next;
    if (first === undefined) return undefined;
    let count = 0;
    while (this.#next === first + count && this.#unsavedBytes + this.#lengthOf(this.#next) <= this.#windowBytes) {
      this.#ask(this.#next);
      count += 1;
    }
    return count > 0 ? { first, count } : undefined;
  }

  /** Whether a piece of this index and length was asked for and has not come. */
  awaits(index: number, length: number): boolean {
    return this.#awaited.has(index) && this.#lengthOf(index) === length;
  }

  arrive(index: number): void {
    this.#awaited.delete(index);
  }

  /** A piece came damaged and is awaited once more. Throws {@link ProtocolError} when that has happened too often. */
  retry(index: number): void {
    const retries = (this.#retries.get(index) ?? 0) + 1;
    if (retries > PIECE_RETRIES_MAX) throw new ProtocolError(`piece ${index} came damaged ${retries} times`);
    this.#retries.set(index, retries);
    this.#awaited.add(index);
  }

  /** {@link nextToSave} is being saved: the one after it comes next. */
  startSaving(): void {
    this.#inOrder.shift();
  }

  saved(index: number): void {
    this.#unsavedBytes -= this.#lengthOf(index);
  }

  #ask(index: number): void {
    this.#unsavedBytes += this.#lengthOf(index);
    this.#awaited.add(index);
    this.#inOrder.push(index);
    this.#next = this.#indexes.next().value;
  }

  #lengthOf(index: number): number {
    return pieceLength(index, this.#totalBytes);
  }
}

/** The indexes in `ranges` but for the first `skipped`. */
function* indexesOf(ranges: readonly PieceRange[], skipped: number): Generator<number, undefined> {
  let left = skipped;
  for (const { first, count } of ranges) {
    for (let at = Math.min(left, count); at < count; at++) yield first + at;
    left = Math.max(0, left - count);
  }
  return undefined;
}
