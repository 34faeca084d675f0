import * as v from 'valibot';
import { ROOM_NUMBER_MAX, ROOM_NUMBER_REST_MS } from '../shared/limits.ts';
import { type RandomBytes, randomBelow } from '../shared/random.ts';
import { type RoomNumber, roomNumberSchema } from '../shared/room-code.ts';
import type { Clock } from './clock.ts';

const allNumbers: readonly RoomNumber[] = Array.from({ length: ROOM_NUMBER_MAX }, (_, index) =>
  v.parse(roomNumberSchema, index + 1),
);

/** Picks numbers for new rooms, and lets the numbers of ended rooms rest. Remembers each number at most once. */
export class RoomNumbers {
  readonly #now: Clock;
  readonly #randomBytes: RandomBytes;
  /** When each room ended, in ms; the one that ended longest ago comes first. */
  readonly #endedAt = new Map<RoomNumber, number>();

  constructor(now: Clock, randomBytes: RandomBytes) {
    this.#now = now;
    this.#randomBytes = randomBytes;
  }

  /**
   * A random number among those that are free and rested, or the free one that has rested longest.
   * The caller keeps fewer than {@link ROOM_NUMBER_MAX} rooms open.
   */
  pick(isOpen: (number: RoomNumber) => boolean): RoomNumber {
    const now = this.#now();
    const rested = allNumbers.filter((number) => this.#isRested(number, now) && !isOpen(number));
    const picked = rested[randomBelow(Math.max(1, rested.length), this.#randomBytes)] ?? this.#longestResting(isOpen);
    if (picked === undefined) throw new Error('every room number is in use');
    return picked;
  }

  /** Notes that the room of that number has just ended. */
  rest(number: RoomNumber): void {
    this.#endedAt.delete(number);
    this.#endedAt.set(number, this.#now());
  }

  #isRested(number: RoomNumber, now: number): boolean {
    const endedAt = this.#endedAt.get(number);
    return endedAt === undefined || now - endedAt >= ROOM_NUMBER_REST_MS;
  }

  #longestResting(isOpen: (number: RoomNumber) => boolean): RoomNumber | undefined {
    return [...this.#endedAt.keys()].find((number) => !isOpen(number));
  }
}
