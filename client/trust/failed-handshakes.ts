import {
  FAILED_HANDSHAKE_PAUSE_MS,
  FAILED_HANDSHAKES_PER_ADDRESS_MAX,
  FAILED_HANDSHAKES_PER_ROOM_MAX,
  FAILED_HANDSHAKES_WINDOW_MS,
} from '../../shared/limits.ts';

interface Failure {
  readonly address: string;
  /** In ms. */
  readonly at: number;
}

/** What one stay in a room remembers of handshakes that failed, so that nobody can try one code after the other. */
export class FailedHandshakes {
  readonly #now: () => number;
  /** Of the window, the earliest first. */
  #failures: readonly Failure[] = [];

  /** `now` is in ms, and never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  note(address: string): void {
    this.#failures = [...this.#recent(), { address, at: this.#now() }];
  }

  /** How long the next handshake with that address must wait, in ms; undefined when it must not be for now. */
  pauseBefore(address: string): number | undefined {
    const recent = this.#recent();
    const failures = recent.filter((failure) => failure.address === address);
    const last = failures.at(-1);
    if (recent.length >= FAILED_HANDSHAKES_PER_ROOM_MAX) return undefined;
    if (failures.length >= FAILED_HANDSHAKES_PER_ADDRESS_MAX) return undefined;
    if (last === undefined) return 0;
    const pause = FAILED_HANDSHAKE_PAUSE_MS * 2 ** (failures.length - 1);
    return Math.max(0, last.at + pause - this.#now());
  }

  #recent(): readonly Failure[] {
    const since = this.#now() - FAILED_HANDSHAKES_WINDOW_MS;
    return this.#failures.filter(({ at }) => at > since);
  }
}
