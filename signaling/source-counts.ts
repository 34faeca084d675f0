import { sourceOf } from './source.ts';

/** How much of something each source has now, up to a bound. Knows only those that have any. */
export class SourceCounts {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** One more for this IP address, unless it has as many as it may. Answers how to give it back, which counts once. */
  take(address: string): (() => void) | undefined {
    const source = sourceOf(address);
    const count = this.#counts.get(source) ?? 0;
    if (count >= this.#max) return undefined;
    this.#counts.set(source, count + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(source);
      isTaken = false;
    };
  }

  /** Sources that have any. */
  get size(): number {
    return this.#counts.size;
  }

  #giveBack(source: string): void {
    const left = (this.#counts.get(source) ?? 0) - 1;
    if (left > 0) this.#counts.set(source, left);
    else this.#counts.delete(source);
  }
}
