export interface Rate {
  /** Events that may come at once; at least 1. */
  readonly burst: number;
  /** Events a second that may go on coming. */
  readonly perSecond: number;
}

/** A token bucket: it starts full, every event takes a token, and tokens come back at a steady rate. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #now: () => number;
  #tokens: number;
  #refilledAt: number;

  /** `now` is any clock that does not go back, in ms. */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
    this.#tokens = rate.burst;
    this.#refilledAt = now();
  }

  /** Whether one more event, or one of that size, fits the rate; if so it is counted. */
  take(tokens = 1): boolean {
    this.#refill();
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }

  /** Whether it has been idle for so long that a new one would be no different. */
  isFull(): boolean {
    this.#refill();
    return this.#tokens >= this.#rate.burst;
  }

  #refill(): void {
    const now = this.#now();
    const gained = ((now - this.#refilledAt) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained);
    this.#refilledAt = now;
  }
}
