import type { PeerId } from '../shared/ids.ts';
import type { RandomBytes } from '../shared/random.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type { Clock } from './clock.ts';
import type { Observer } from './observer.ts';
import type { Options } from './options.ts';
import type { RoomLimits, Rooms } from './rooms.ts';
import type { LanlineSockets } from './visitor.ts';

/** What a store asks of the server around it. */
export interface StoreEvents extends Pick<Observer, 'storeChanged' | 'storeFailed'> {
  /** Somebody's process is dead: the others in the room are to hear that they are away. */
  memberAway(room: RoomNumber, peerId: PeerId): void;
  /** What this process knows may be wrong: all its browsers are to enter again. */
  lapsed(): void;
}

/** Keeps rooms for several server processes, and carries messages between them. */
export interface Store {
  createRooms(limits: RoomLimits): Rooms;
  /** Joins the sockets of this process with those of the others; to be called once, before there are any. Rejects with a LaunchError. */
  join(sockets: LanlineSockets, events: StoreEvents): Promise<void>;
  /** To be called when all sockets are closed. */
  close(): Promise<void>;
}

/** The store that the options name, if any. Its client is loaded only then. */
export async function openStore(
  { redis }: Pick<Options, 'redis'>,
  now: Clock,
  randomBytes: RandomBytes,
): Promise<Store | undefined> {
  if (redis === undefined) return undefined;
  const { RedisStore } = await import('./redis/redis-store.ts');
  return new RedisStore(redis, now, randomBytes);
}
