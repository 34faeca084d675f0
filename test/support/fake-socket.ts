import { SEAT_GRACE_S } from '../../shared/limits.ts';
import { serveSockets } from '../../signaling/handlers.ts';
import { MemoryRooms } from '../../signaling/memory-rooms.ts';
import { observeAll } from '../../signaling/observer.ts';
import type { Rooms } from '../../signaling/rooms.ts';
import { SeatTimer } from '../../signaling/seat-timer.ts';
import { SourceRates } from '../../signaling/source-rates.ts';
import type { LanlineSocket } from '../../signaling/visitor.ts';
import { createFakeClock } from './fake-clock.ts';

/** An event as it was told to others in a room. */
export interface Told {
  readonly event: string;
  readonly argument: unknown;
}

/** A socket that is none, served by the real handlers. */
export interface FakeSocket {
  /** Sends an event with these arguments; answers all acknowledgements that came. */
  send(event: string, ...args: readonly unknown[]): Promise<readonly unknown[]>;
  /** What others were told by it; whoever reads it, empties it. */
  told(): readonly Told[];
  /** Ends the connection. */
  disconnect(): void;
  /** The groups of sockets that it is in. */
  readonly groups: ReadonlySet<string>;
}

/**
 * The real service without any network, on a clock that lets every event pass its rates; new rooms get the first number.
 * A test may put something between the service and its rooms.
 */
export function createFakeSockets(wrap: (rooms: MemoryRooms) => Rooms = (rooms) => rooms): () => FakeSocket {
  const clock = createFakeClock();
  const rates = () => new SourceRates({ burst: 10, perSecond: 10 }, 10, clock.now);
  const limits = { maxPeers: 3, maxRooms: 10, maxRoomsPerSource: 10, seatGrace: SEAT_GRACE_S };
  const rooms = new MemoryRooms(limits, clock.now, (count) => new Uint8Array(count));
  const wrapped = wrap(rooms);
  const service = {
    rooms: wrapped,
    seatTimer: new SeatTimer(wrapped, clock.now, () => undefined),
    origins: { of: () => ({ address: '192.0.2.1', port: 50_000 }) },
    iceServers: () => [],
    eventRates: rates(),
    entryRates: rates(),
    observer: observeAll([]),
  };
  const serve = serveSockets(service, clock.now);
  return () => {
    const told: Told[] = [];
    let receive: (event: string, ...args: readonly unknown[]) => void = () => undefined;
    const others = {
      except: () => others,
      emit: (event: string, argument: unknown) => told.push({ event, argument }),
      disconnectSockets: () => undefined,
    };
    const groups = new Set<string>();
    let onDisconnect: () => void = () => undefined;
    const socket = {
      data: {},
      connected: true,
      disconnected: false,
      conn: {},
      onAny: (listener: typeof receive) => {
        receive = listener;
      },
      on: (_event: 'disconnect', listener: () => void) => {
        onDisconnect = listener;
      },
      to: () => others,
      join: (more: readonly string[]) => {
        for (const group of more) groups.add(group);
      },
      leave: (group: string) => groups.delete(group),
      disconnect: () => undefined,
    };
    serve(socket as unknown as LanlineSocket);
    return {
      send: async (event, ...args) => {
        clock.advance(1_000);
        rooms.expire();
        const answers: unknown[] = [];
        await new Promise<void>((resolve) => {
          receive(event, ...args, (answer: unknown) => {
            answers.push(answer);
            resolve();
          });
        });
        return answers;
      },
      told: () => told.splice(0),
      disconnect: () => {
        Object.assign(socket, { connected: false, disconnected: true });
        groups.clear();
        onDisconnect();
      },
      groups,
    };
  };
}
