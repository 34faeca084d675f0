import { type Rate, TokenBucket } from '../shared/token-bucket.ts';
import type { Clock } from './clock.ts';
import { sourceOf } from './source.ts';

/** A token bucket for each source that was not quiet for long. */
export class SourceRates {
  readonly #rate: Rate;
  readonly #sourcesMax: number;
  readonly #now: Clock;
  /** The one that was quiet for longest comes first. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate, sourcesMax: number, now: Clock) {
    this.#rate = rate;
    this.#sourcesMax = sourcesMax;
    this.#now = now;
  }

  /** Whether one more event of this IP address fits its rate; if so it is counted. */
  take(address: string): boolean {
    const source = sourceOf(address);
    const bucket = this.#buckets.get(source) ?? new TokenBucket(this.#rate, this.#now);
    this.#forgetQuiet();
    this.#buckets.delete(source);
    this.#buckets.set(source, bucket);
    if (this.#buckets.size > this.#sourcesMax) this.#forgetQuietest();
    return bucket.take();
  }

  /** Sources that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** A full bucket is as good as none. */
  #forgetQuiet(): void {
    for (const [source, bucket] of this.#buckets) {
      if (!bucket.isFull()) return;
      this.#buckets.delete(source);
    }
  }

  #forgetQuietest(): void {
    const [quietest] = this.#buckets.keys();
    if (quietest !== undefined) this.#buckets.delete(quietest);
  }
}
