import * as v from 'valibot';
import {
  PROCESS_HEARTBEAT_EVERY_MS,
  RELOAD_GRACE_MS,
  ROOM_NUMBER_MAX,
  ROOM_NUMBER_REST_MS,
  SEATS_PER_STEP_MAX,
  STORE_ANSWER_TIMEOUT_MS,
  STORE_KEY_LIFE_MS,
} from '../../shared/limits.ts';
import { type RandomBytes, randomBelow } from '../../shared/random.ts';
import type { RoomNumber } from '../../shared/room-code.ts';
import type { Answer } from '../../shared/signaling-protocol.ts';
import { accept, refuse } from '../answers.ts';
import type { Clock } from '../clock.ts';
import { Deadlines } from '../deadlines.ts';
import {
  type Arrival,
  type Entrant,
  type Gone,
  type RoomCount,
  type RoomLimits,
  type Rooms,
  refusals,
  type Seat,
} from '../rooms.ts';
import { sourceOf } from '../source.ts';
import { type Asked, ask } from './ask.ts';
import { readEntered, readGone, readLook } from './replies.ts';
import { countScript, enterScript, expireScript, giveUpScript, lookScript, type Script } from './scripts.ts';

/** Numbers to try before Redis looks for a free one: while half of them are free, one in 250 new rooms takes the long way. */
const NUMBERS_TO_TRY = 8;

/** How much later than a deadline Redis is asked, in ms: its clock and ours are read at different moments. */
const DEADLINE_SLACK_MS = 10;

export interface RedisRoomsSetup {
  readonly limits: RoomLimits;
  readonly run: (script: Script, args: readonly (string | number)[]) => Promise<unknown>;
  /** Begins every key. */
  readonly prefix: string;
  /** The id of this process, by which others know its seats when it is dead. */
  readonly processId: () => string;
  readonly now: Clock;
  /** What Redis takes for the time, in ms; undefined is its own clock, which all processes share. */
  readonly storeClock?: Clock;
  readonly randomBytes: RandomBytes;
  /** Is told when Redis has failed at something, and why. */
  readonly failed: (reason: string) => void;
}

/** Rooms that several processes share. Whatever changes them is one script, and so one step for all. */
export class RedisRooms implements Rooms {
  readonly #setup: RedisRoomsSetup;
  /** When to look for seats whose time is up: for those that this process keeps, and now and then for those of others. */
  readonly #deadlines = new Deadlines<string>();
  #lookedAt: number;
  #sittings = 0;

  constructor(setup: RedisRoomsSetup) {
    this.#setup = setup;
    this.#lookedAt = setup.now();
  }

  create(entrant: Entrant): Promise<Answer<Arrival>> {
    return this.#enter('create', 0, entrant);
  }

  join(room: RoomNumber, entrant: Entrant): Promise<Answer<Arrival>> {
    return this.#enter('join', room, entrant);
  }

  reopen(room: RoomNumber, entrant: Entrant): Promise<Answer<Arrival>> {
    return this.#enter('reopen', room, entrant);
  }

  async lookAgain(arrival: Arrival): Promise<Arrival> {
    const { room, peerId } = arrival.seat;
    const asked = await this.#ask(lookScript, [room, peerId]);
    if (!asked.inTime) return arrival;
    const { turn, members } = readLook(asked.reply);
    return { ...arrival, turn, entered: { ...arrival.entered, members } };
  }

  leave(seat: Seat): Promise<boolean> {
    return this.#giveUp('leave', seat, 0);
  }

  async lose(seat: Seat): Promise<boolean> {
    const graceMs = this.#setup.limits.seatGrace * 1_000;
    const isLost = await this.#giveUp('lose', seat, graceMs);
    if (isLost) this.#lookIn(seat, graceMs);
    return isLost;
  }

  async unload(seat: Seat): Promise<void> {
    if (await this.#giveUp('unload', seat, RELOAD_GRACE_MS)) this.#lookIn(seat, RELOAD_GRACE_MS);
  }

  nextDeadline(): number {
    return Math.min(this.#deadlines.next() ?? Number.POSITIVE_INFINITY, this.#lookedAt + PROCESS_HEARTBEAT_EVERY_MS);
  }

  async expire(): Promise<readonly Gone[]> {
    this.#lookedAt = this.#setup.now();
    this.#deadlines.takeDue(this.#lookedAt);
    const asked = await this.#ask(expireScript, [SEATS_PER_STEP_MAX]);
    return asked.inTime ? readGone(asked.reply) : [];
  }

  /** Not worth a round trip for each signal: one for somebody who is gone reaches a channel on which nobody listens. */
  hasMember(): boolean {
    return true;
  }

  async count(): Promise<RoomCount | undefined> {
    const asked = await this.#ask(countScript, []);
    if (!asked.inTime) return undefined;
    const [rooms, peers] = v.parse(v.tuple([v.number(), v.number()]), asked.reply);
    return { rooms, peers };
  }

  async #enter(way: 'create' | 'join' | 'reopen', room: number, entrant: Entrant): Promise<Answer<Arrival>> {
    const sitting = `${this.#setup.processId()}.${++this.#sittings}`;
    const args = [way, room, ...this.#argumentsOf(entrant, sitting)];
    const asked = await this.#ask(enterScript, args, (reply) => void this.#undo(reply, entrant, sitting));
    if (!asked.inTime) return refuse('store-unreachable', 'the store of rooms does not answer');
    const entered = readEntered(asked.reply);
    if (!entered.ok) return refusals[entered.reason];
    const { peerId } = entrant.member;
    this.#deadlines.delete(nameOf(entered.room, peerId));
    return accept({
      seat: { room: entered.room, peerId, sitting },
      entered: { room: entered.room, self: entrant.member, members: entered.members },
      returned: entered.returned,
      displaces: entered.displaces,
      turn: entered.turn,
    });
  }

  #argumentsOf({ member, token }: Entrant, sitting: string): (string | number)[] {
    const { limits, processId, randomBytes } = this.#setup;
    const { maxPeers, maxRooms, maxRoomsPerSource } = limits;
    const { peerId, address, port } = member;
    return [
      ...[peerId, token, address, port, sourceOf(address), sitting, processId()],
      ...[maxPeers, Math.min(maxRooms, ROOM_NUMBER_MAX), maxRoomsPerSource, ROOM_NUMBER_REST_MS, ROOM_NUMBER_MAX],
      randomBelow(ROOM_NUMBER_MAX, randomBytes),
      ...Array.from({ length: NUMBERS_TO_TRY }, () => randomBelow(ROOM_NUMBER_MAX, randomBytes) + 1),
    ];
  }

  /** A seat that was taken after its taker had been refused would be nobody's for as long as this process lives. */
  async #undo(reply: unknown, { member }: Entrant, sitting: string): Promise<void> {
    const entered = readEntered(reply);
    if (!entered.ok) return;
    const seat = { room: entered.room, peerId: member.peerId, sitting };
    await (entered.returned ? this.lose(seat) : this.leave(seat));
  }

  async #giveUp(way: 'leave' | 'lose' | 'unload', { room, peerId, sitting }: Seat, graceMs: number): Promise<boolean> {
    const asked = await this.#ask(giveUpScript, [way, room, peerId, sitting, graceMs]);
    const isGivenUp = asked.inTime && asked.reply === 1;
    if (isGivenUp) this.#deadlines.delete(nameOf(room, peerId));
    return isGivenUp;
  }

  #lookIn({ room, peerId }: Seat, ms: number): void {
    this.#deadlines.set(nameOf(room, peerId), this.#setup.now() + ms + DEADLINE_SLACK_MS);
  }

  #ask(script: Script, args: readonly (string | number)[], late?: (reply: unknown) => void): Promise<Asked> {
    const { run, prefix, storeClock, failed } = this.#setup;
    const reply = run(script, [prefix, storeClock?.() ?? -1, STORE_KEY_LIFE_MS, ...args]);
    return ask(reply, STORE_ANSWER_TIMEOUT_MS, { failed, ...(late !== undefined && { late }) });
  }
}

const nameOf = (room: RoomNumber, peerId: string) => `${room} ${peerId}`;
