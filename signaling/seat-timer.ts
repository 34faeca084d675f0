import type { Clock } from './clock.ts';
import type { Gone, Rooms } from './rooms.ts';

/** The one timer behind all kept seats: takes those whose time is up, and tells who is gone. */
export class SeatTimer {
  readonly #rooms: Rooms;
  readonly #now: Clock;
  readonly #tell: (gone: Gone) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(rooms: Rooms, now: Clock, tell: (gone: Gone) => void) {
    this.#rooms = rooms;
    this.#now = now;
    this.#tell = tell;
  }

  /** To be called whenever a seat begins to be kept. */
  set(): void {
    clearTimeout(this.#timer);
    const deadline = this.#rooms.nextDeadline();
    if (deadline !== undefined) this.#timer = setTimeout(() => void this.#fire(), Math.max(0, deadline - this.#now()));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #fire(): Promise<void> {
    for (const gone of await this.#rooms.expire()) this.#tell(gone);
    if (!this.#isStopped) this.set();
  }
}
