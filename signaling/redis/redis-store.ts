import { ID_BYTES } from '../../shared/ids.ts';
import {
  PROCESS_ALIVE_MS,
  PROCESS_HEARTBEAT_EVERY_MS,
  SEATS_PER_STEP_MAX,
  STORE_ANSWER_TIMEOUT_MS,
  STORE_KEY_LIFE_MS,
  STORE_PROLONG_EVERY_MS,
} from '../../shared/limits.ts';
import { type RandomBytes, toHex } from '../../shared/random.ts';
import type { Clock } from '../clock.ts';
import type { RoomLimits, Rooms } from '../rooms.ts';
import type { Store, StoreEvents } from '../store.ts';
import type { LanlineSockets } from '../visitor.ts';
import { createAdapter } from './adapter.ts';
import { ask } from './ask.ts';
import { RedisConnection } from './connection.ts';
import { RedisRooms } from './redis-rooms.ts';
import { readHeartbeat } from './replies.ts';
import { heartbeatScript, prolongScript, type Script } from './scripts.ts';

/**
 * Rooms in Redis, messages by its sharded publish and subscribe, and a heartbeat by which the processes know of each other.
 *
 * Whenever the connection was lost, or others took this process for dead, messages may be missing and seats may be gone. Then
 * the process takes another id, so that seats of the old one are found by the others, and its browsers enter again.
 */
export class RedisStore implements Store {
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  readonly #now: Clock;
  readonly #randomBytes: RandomBytes;
  #processId: string;
  #events: StoreEvents | undefined;
  #graceMs = 0;
  #prolongedAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, now: Clock, randomBytes: RandomBytes) {
    this.#connection = new RedisConnection(url);
    // Channels are the same in all databases of one Redis, and so they are told apart by name, as keys are.
    const [, database = '0'] = /^\/(\d+)$/.exec(new URL(url).pathname) ?? [];
    this.#prefix = `lanline:${database}:`;
    this.#now = now;
    this.#randomBytes = randomBytes;
    this.#processId = this.#newId();
    this.#prolongedAt = now();
  }

  createRooms(limits: RoomLimits): Rooms {
    this.#graceMs = limits.seatGrace * 1_000;
    return new RedisRooms({
      limits,
      run: (script, args) => this.#connection.run(script, args),
      prefix: this.#prefix,
      processId: () => this.#processId,
      now: this.#now,
      randomBytes: this.#randomBytes,
      failed: (reason) => this.#events?.storeFailed(reason),
    });
  }

  async join(sockets: LanlineSockets, events: StoreEvents): Promise<void> {
    await this.#connection.open();
    this.#events = events;
    this.#connection.listen({
      changed: (isReady, reason) => {
        events.storeChanged(isReady, reason);
        if (isReady) void this.#beginAnew();
      },
      failed: (reason) => events.storeFailed(reason),
    });
    sockets.adapter(createAdapter(this.#connection, this.#prefix));
    await this.#connection.subscribed();
    await this.#beat(true);
  }

  async close(): Promise<void> {
    this.#events = undefined;
    clearTimeout(this.#timer);
    await this.#connection.close();
  }

  async #beginAnew(): Promise<void> {
    this.#processId = this.#newId();
    await this.#beat(true);
    this.#events?.lapsed();
  }

  /** Says that this process lives, and finds those who were served by one that does not. */
  async #beat(begins: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const args = [this.#processId, begins ? 1 : 0, PROCESS_ALIVE_MS, this.#graceMs, SEATS_PER_STEP_MAX];
    const reply = this.#connection.isReady ? await this.#ask(heartbeatScript, args) : undefined;
    if (this.#events === undefined) return;
    const { isKnown, away } = reply === undefined ? { isKnown: true, away: [] } : readHeartbeat(reply);
    for (const { room, peerId } of away) this.#events.memberAway(room, peerId);
    if (!isKnown) return this.#beginAnew();
    await this.#prolong();
    clearTimeout(this.#timer);
    // Seats that were too many for one step are found in the next one, at once.
    const pauseMs = away.length < SEATS_PER_STEP_MAX ? PROCESS_HEARTBEAT_EVERY_MS : 0;
    this.#timer = setTimeout(() => void this.#beat(false), pauseMs);
  }

  async #prolong(): Promise<void> {
    if (this.#now() - this.#prolongedAt < STORE_PROLONG_EVERY_MS) return;
    this.#prolongedAt = this.#now();
    await this.#ask(prolongScript, [this.#processId]);
  }

  /** Undefined when there is no reply in time. */
  async #ask(script: Script, args: readonly (string | number)[]): Promise<unknown> {
    const reply = this.#connection.run(script, [this.#prefix, -1, STORE_KEY_LIFE_MS, ...args]);
    const failed = (reason: string) => this.#events?.storeFailed(reason);
    const asked = await ask(reply, STORE_ANSWER_TIMEOUT_MS, { failed });
    return asked.inTime ? asked.reply : undefined;
  }

  #newId(): string {
    return toHex(this.#randomBytes(ID_BYTES));
  }
}
