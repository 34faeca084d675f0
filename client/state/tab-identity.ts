import * as v from 'valibot';
import { createPeerId, createSeatToken, peerIdSchema, seatTokenSchema } from '../../shared/ids.ts';
import { ROOM_CODE_LENGTH_MAX } from '../../shared/limits.ts';
import type { RandomBytes } from '../../shared/random.ts';
import type { Identity } from '../net/signaling.ts';

const KEY = 'lanline-identity';

const storedSchema = v.object({
  peerId: peerIdSchema,
  seatToken: seatTokenSchema,
  /** The code of the room that the page is in. */
  room: v.optional(v.pipe(v.string(), v.maxLength(ROOM_CODE_LENGTH_MAX))),
});
type Stored = v.InferOutput<typeof storedSchema>;

/** The part of `sessionStorage` that is needed; it may throw where the browser forbids storage. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Who this tab is, over rooms and reloads. A duplicated tab gets a copy of the storage and must be another person: what
 * is stored is there only while nobody uses the page, and taken out when somebody does.
 */
export class TabIdentity {
  readonly #storage: TabStorage;
  readonly #randomBytes: RandomBytes;
  #current: Stored;

  /** Takes out what an earlier page of this tab has put back, or makes a fresh identity. */
  constructor(storage: TabStorage, randomBytes: RandomBytes) {
    this.#storage = storage;
    this.#randomBytes = randomBytes;
    this.#current = readStored(storage) ?? this.#fresh();
    this.takeOut();
  }

  get current(): Identity {
    const { peerId, seatToken } = this.#current;
    return { peerId, seatToken };
  }

  /** The code of the room that this tab is in, or was in before the page was loaded anew. */
  get room(): string | undefined {
    return this.#current.room;
  }

  enterRoom(code: string): void {
    this.#current = { ...this.#current, room: code };
  }

  leaveRoom(): void {
    const { room: _left, ...others } = this.#current;
    this.#current = others;
  }

  /** The page goes away or is hidden, which is the last that a page may hear. */
  putBack(): void {
    attempt(() => this.#storage.setItem(KEY, JSON.stringify(this.#current)));
  }

  /** The page is shown again. */
  takeOut(): void {
    attempt(() => this.#storage.removeItem(KEY));
  }

  /** A copy of this tab came first: this one is somebody else from now on. */
  renew(): void {
    this.#current = this.#fresh();
  }

  #fresh(): Stored {
    return { peerId: createPeerId(this.#randomBytes), seatToken: createSeatToken(this.#randomBytes) };
  }
}

/** Where storage is forbidden or full, the identity holds for this page, which is all that can be done. */
function attempt(use: () => void): void {
  try {
    use();
  } catch {
    // As above.
  }
}

function readStored(storage: TabStorage): Stored | undefined {
  try {
    const parsed = v.safeParse(storedSchema, JSON.parse(storage.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
