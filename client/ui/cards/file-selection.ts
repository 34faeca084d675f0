import type { OfferedFile } from '../../state/views.ts';

/** Which of an offer's files are ticked. Each change is a new selection; a byte for each file keeps 200,000 cheap. */
export class FileSelection {
  readonly count: number;
  readonly bytes: number;
  readonly #sizes: readonly Pick<OfferedFile, 'size'>[];
  readonly #ticks: Uint8Array;

  private constructor(sizes: readonly Pick<OfferedFile, 'size'>[], ticks: Uint8Array, count: number, bytes: number) {
    this.#sizes = sizes;
    this.#ticks = ticks;
    this.count = count;
    this.bytes = bytes;
  }

  static all(files: readonly Pick<OfferedFile, 'size'>[]): FileSelection {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return new FileSelection(files, new Uint8Array(files.length).fill(1), files.length, bytes);
  }

  static none(files: readonly Pick<OfferedFile, 'size'>[]): FileSelection {
    return new FileSelection(files, new Uint8Array(files.length), 0, 0);
  }

  /** Of files, ticked or not. */
  get total(): number {
    return this.#ticks.length;
  }

  get isEverything(): boolean {
    return this.count === this.total;
  }

  has(index: number): boolean {
    return this.#ticks[index] === 1;
  }

  toggled(index: number): FileSelection {
    const ticks = this.#ticks.slice();
    const step = this.has(index) ? -1 : 1;
    ticks[index] = step === 1 ? 1 : 0;
    const size = this.#sizes[index]?.size ?? 0;
    return new FileSelection(this.#sizes, ticks, this.count + step, this.bytes + step * size);
  }

  /** The ticked indexes. */
  indexes(): ReadonlySet<number> {
    const indexes = new Set<number>();
    // Not by an iterator, which would make a pair for each of them: 200,000 of those are felt.
    for (let index = 0; index < this.total; index++) if (this.has(index)) indexes.add(index);
    return indexes;
  }
}
