import { plainAddress } from './addresses.ts';
import type { Clock } from './clock.ts';
import { ipBytes } from './ip-bytes.ts';
import { type Rate, TokenBucket } from './rate-limit.ts';

/** A token bucket for each address that sends. An IPv6 /64 counts as one: whoever has an address there has all of it. */
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
    this.#buckets.delete(source);
    this.#buckets.set(source, bucket);
    if (this.#buckets.size > this.#sourcesMax) this.#forgetQuietest();
    return bucket.take();
  }

  #forgetQuietest(): void {
    const [quietest] = this.#buckets.keys();
    if (quietest !== undefined) this.#buckets.delete(quietest);
  }
}

const sourceOf = (address: string) => ipBytes(plainAddress(address)).subarray(0, 8).join('.');
