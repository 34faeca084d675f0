import type { Clock } from './clock.ts';
import type { Gone, Rooms } from './rooms.ts';

/** The one timer behind all kept seats: takes those whose time is up, and tells who is gone. */
export class SeatTimer {
  readonly #rooms: Rooms;
  readonly #now: Clock;
  readonly #tell: (gone: Gone) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(rooms: Rooms, now: Clock, tell: (gone: Gone) => void) {
    this.#rooms = rooms;
    this.#now = now;
    this.#tell = tell;
  }

  /** To be called whenever a seat begins to be kept. */
  set(): void {
    this.stop();
    const deadline = this.#rooms.nextDeadline();
    if (deadline !== undefined) this.#timer = setTimeout(() => this.#fire(), Math.max(0, deadline - this.#now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #fire(): void {
    for (const gone of this.#rooms.expire()) this.#tell(gone);
    this.set();
  }
}
