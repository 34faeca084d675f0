import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import { createAttemptId, createPeerId, createSeatToken, type PeerId, type SeatToken } from '../../shared/ids.ts';
import { roomNumberSchema } from '../../shared/room-code.ts';
import type { ClientEvents, RelayedSignal, ServerEvents } from '../../shared/signaling-protocol.ts';
import type { Clock } from '../../signaling/clock.ts';
import { createLog } from '../../signaling/log.ts';
import type { Options } from '../../signaling/options.ts';
import { createLanlineServer, type LanlineServer } from '../../signaling/server.ts';
import { certificatesFor } from '../../signaling/tls/certificates.ts';
import { testOptions } from './test-options.ts';

/** The real signaling server on a free port of this computer, and real sockets to talk to it. */
export interface SignalingLab {
  readonly server: LanlineServer;
  readonly url: string;
  connect(transports?: readonly ('websocket' | 'polling')[]): Promise<LabSocket>;
  /** Disconnects everybody and closes the server. */
  close(): Promise<void>;
}

export type LabSocket = Socket<ServerEvents, ClientEvents>;

export interface LabSetup {
  readonly options?: Partial<Options>;
  readonly serveHttp?: RequestListener;
  /** Stands still unless told otherwise, so that rates are exact. */
  readonly now?: Clock;
}

export async function openSignalingLab({
  options,
  serveHttp = notFound,
  now = () => 0,
}: LabSetup = {}): Promise<SignalingLab> {
  const sockets: LabSocket[] = [];
  const all = testOptions({ maxPeers: 3, maxRooms: 3, noStun: true, ...options });
  const server = createLanlineServer({
    options: all,
    serveHttp,
    loadCertificate: certificatesFor(all, Date.now),
    store: undefined,
    now,
    wallClock: () => 0,
    randomBytes,
    log: createLog(all.logLevel),
  });
  await server.listen();
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    server,
    url,
    connect: async (transports = ['websocket']) => {
      const socket: LabSocket = io(url, { transports: [...transports], forceNew: true, reconnection: false });
      sockets.push(socket);
      await arrival(socket, 'connect');
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await server.close();
    },
  };
}

/** Waits for one event of a socket, and answers its first argument. */
export function arrival<Event extends keyof ServerEvents>(
  socket: LabSocket,
  event: Event,
): Promise<Parameters<ServerEvents[Event]>[0]>;
export function arrival(socket: LabSocket, event: 'connect' | 'disconnect'): Promise<string>;
export async function arrival(socket: LabSocket, event: string): Promise<unknown> {
  const [argument] = await once(socket as unknown as EventTarget & NodeJS.EventEmitter, event);
  return argument;
}

/** Sends anything as an event, as somebody may who does not use our client; answers the acknowledgement. */
export function sendAnything(socket: LabSocket, event: string, ...args: readonly unknown[]): Promise<unknown> {
  return (socket as unknown as Socket).emitWithAck(event, ...args);
}

export const newPeerId = (): PeerId => createPeerId(randomBytes);

/** Somebody's peer id, and the token of the seat that they are to get. */
export const newIdentity = (peerId = newPeerId()): { peerId: PeerId; seatToken: SeatToken } => ({
  peerId,
  seatToken: createSeatToken(randomBytes),
});

export const roomNumber = (value: number) => v.parse(roomNumberSchema, value);

export const newSignal = (): Omit<RelayedSignal, 'from'> => ({
  attempt: createAttemptId(randomBytes),
  signal: { type: 'offer', sdp: 'v=0' },
});

/** Enters a new room, and answers its number and the identity used. */
export async function createRoom(socket: LabSocket, identity = newIdentity()) {
  const answer = await socket.emitWithAck('create-room', identity);
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return { ...identity, room: answer.value.room };
}

const notFound: RequestListener = (_request, response) => response.writeHead(404).end();
