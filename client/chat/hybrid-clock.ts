import { CLOCK_COUNTER_MAX, CLOCK_LEAD_MAX_MS } from '../../shared/limits.ts';
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
    const time = Math.floor(this.#now());
    this.#last = time > this.#last.time ? { time, counter: 0 } : after(this.#last);
    return this.#last;
  }

  /** Takes note of a reading that came from elsewhere, unless it is more than {@link CLOCK_LEAD_MAX_MS} ahead. */
  observe(seen: Clock): void {
    const believable = seen.time <= this.#now() + CLOCK_LEAD_MAX_MS;
    if (believable && compareClocks(seen, this.#last) > 0) this.#last = seen;
  }
}

/** A counter at its end carries over, so that every reading stays one that others accept. */
const after = ({ time, counter }: Clock): Clock =>
  counter < CLOCK_COUNTER_MAX ? { time, counter: counter + 1 } : { time: time + 1, counter: 0 };

export const compareClocks = (a: Clock, b: Clock): number => a.time - b.time || a.counter - b.counter;
