import { pieceCount, pieceLength } from './pieces.ts';

/**
 * What a receiver has asked for, has, and may ask for next. At most `windowBytes` are asked for and not yet saved, so
 * that a slow disk asks for less instead of filling memory.
 */
export class RequestWindow {
  readonly #totalBytes: number;
  readonly #windowBytes: number;
  readonly #awaited = new Set<number>();
  readonly #count: number;
  #next = 0;
  #unsavedBytes = 0;
  #savedBytes = 0;

  constructor(options: { readonly totalBytes: number; readonly windowBytes: number }) {
    this.#totalBytes = options.totalBytes;
    this.#windowBytes = options.windowBytes;
    this.#count = pieceCount(options.totalBytes);
  }

  get savedBytes(): number {
    return this.#savedBytes;
  }

  get isComplete(): boolean {
    return this.#savedBytes === this.#totalBytes;
  }

  /** The next run of pieces to ask for, which counts as asked; undefined while the window is full. */
  take(): { readonly first: number; readonly count: number } | undefined {
    const first = this.#next;
    while (this.#next < this.#count && this.#unsavedBytes + this.#lengthOf(this.#next) <= this.#windowBytes) {
      this.#unsavedBytes += this.#lengthOf(this.#next);
      this.#awaited.add(this.#next);
      this.#next += 1;
    }
    return this.#next > first ? { first, count: this.#next - first } : undefined;
  }

  /** Whether a piece of this index and length was asked for and has not come. */
  awaits(index: number, length: number): boolean {
    return this.#awaited.has(index) && this.#lengthOf(index) === length;
  }

  arrive(index: number): void {
    this.#awaited.delete(index);
  }

  save(index: number): void {
    this.#unsavedBytes -= this.#lengthOf(index);
    this.#savedBytes += this.#lengthOf(index);
  }

  #lengthOf(index: number): number {
    return pieceLength(index, this.#totalBytes);
  }
}
