import type { Clock } from '../../shared/peer-protocol.ts';

/**
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): close to wall time, and always later than
 * whatever this browser has seen, so that an answer sorts after its question even when clocks disagree.
 */
export class HybridClock {
  readonly #now: () => number;
  #last: Clock = { time: 0, counter: 0 };

  /** `now` gives wall time in ms since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The reading for something that happens here, now. */
  tick(): Clock {
    const time = Math.max(Math.floor(this.#now()), this.#last.time);
    this.#last = { time, counter: time === this.#last.time ? this.#last.counter + 1 : 0 };
    return this.#last;
  }

  /** Takes note of a reading that came from elsewhere. */
  observe(seen: Clock): void {
    if (compareClocks(seen, this.#last) > 0) this.#last = seen;
  }
}

export const compareClocks = (a: Clock, b: Clock): number => a.time - b.time || a.counter - b.counter;
