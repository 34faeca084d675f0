import type { Clock } from './clock.ts';

export interface Rate {
  /** Events that may come at once; at least 1. */
  readonly burst: number;
  /** Events a second that may go on coming. */
  readonly perSecond: number;
}

/** A token bucket: it starts full, every event takes a token, and tokens come back at a steady rate. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #now: Clock;
  #tokens: number;
  #refilledAt: number;

  constructor(rate: Rate, now: Clock) {
    this.#rate = rate;
    this.#now = now;
    this.#tokens = rate.burst;
    this.#refilledAt = now();
  }

  /** Whether one more event fits the rate; if so it is counted. */
  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
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
