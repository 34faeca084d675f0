import type { Progress } from './transfer-state.ts';

/** How far back the speed looks, in ms: short enough to follow a change, long enough to be read. */
const SPEED_WINDOW_MS = 3_000;

/** Speed is told only after this long, in ms: the first moments say little. */
const SPEED_AFTER_MS = 500;

/** How often progress is told, in ms: a number that changes faster cannot be read, and drawing it costs the transfer. */
const TELL_EVERY_MS = 500;

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Turns "so many bytes by now" into speed and time left. */
export class ProgressMeter {
  readonly #totalBytes: number;
  readonly #now: () => number;
  #samples: Sample[];
  #toldAt = Number.NEGATIVE_INFINITY;

  /** `startBytes` are there already; `now` gives ms on a clock that never goes back. */
  constructor(options: { readonly totalBytes: number; readonly startBytes: number; readonly now: () => number }) {
    this.#totalBytes = options.totalBytes;
    this.#now = options.now;
    this.#samples = [{ at: this.#now(), bytes: options.startBytes }];
  }

  /** Takes note of the bytes by now; answers progress when it is time to tell it, or when it must be told. */
  update(bytes: number, mustTell = false): Progress | undefined {
    if (!mustTell && this.#now() - this.#toldAt < TELL_EVERY_MS) return undefined;
    this.#toldAt = this.#now();
    const latest = { at: this.#now(), bytes };
    const recent = this.#samples.filter(({ at }) => at >= latest.at - SPEED_WINDOW_MS);
    this.#samples = [...(recent.length > 0 ? recent : this.#samples.slice(-1)), latest];
    return this.#read(this.#samples[0] ?? latest, latest);
  }

  #read(oldest: Sample, latest: Sample): Progress {
    const elapsedMs = latest.at - oldest.at;
    if (elapsedMs < SPEED_AFTER_MS) {
      return { bytes: latest.bytes, totalBytes: this.#totalBytes, bytesPerSecond: undefined, secondsLeft: undefined };
    }
    const bytesPerSecond = ((latest.bytes - oldest.bytes) * 1_000) / elapsedMs;
    const left = this.#totalBytes - latest.bytes;
    return {
      bytes: latest.bytes,
      totalBytes: this.#totalBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? left / bytesPerSecond : undefined,
    };
  }
}
