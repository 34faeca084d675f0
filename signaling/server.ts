import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  ENTRIES_PER_SECOND,
  ENTRY_BURST,
  ROOMS_PER_SOURCE_MAX,
  SOURCE_EVENT_BURST,
  SOURCE_EVENTS_PER_SECOND,
  SOURCES_MAX,
} from '../shared/limits.ts';
import type { RandomBytes } from '../shared/random.ts';
import { reachableUrls } from './addresses.ts';
import { isAllowedHost } from './allowed-hosts.ts';
import type { Clock } from './clock.ts';
import { prepareToClose, sendEverybodyAround } from './close-connections.ts';
import { limitConnections, requestTimeouts } from './connection-limits.ts';
import { serveSockets } from './handlers.ts';
import { iceServersAt } from './ice-servers.ts';
import { explainListenError } from './launch-error.ts';
import { type Log, logEvents } from './log.ts';
import { MemoryRooms } from './memory-rooms.ts';
import { Metrics } from './metrics.ts';
import { observeAll } from './observer.ts';
import type { Options } from './options.ts';
import { Origins } from './origins.ts';

import type { Rooms } from './rooms.ts';
import { SeatTimer } from './seat-timer.ts';
import { attachSockets } from './sockets.ts';
import { SourceRates } from './source-rates.ts';
import type { Store } from './store.ts';
import type { Endpoint } from './stun.ts';
import { StunServer, type StunState } from './stun-server.ts';
import { speakTlsBesides } from './tls/both-schemes.ts';
import type { Certificate } from './tls/self-signed.ts';
import { TrustedProxies } from './trusted-proxies.ts';
import { type RoomService, tellAway, tellGone } from './visitor.ts';

export interface LanlineServer {
  readonly http: Server;
  /** Resolves once browsers can connect. Rejects with a LaunchError when the port or host cannot be used. */
  listen(): Promise<void>;
  /** Disconnects everybody and stops listening. Idempotent. */
  close(): Promise<void>;
  /** Where the server listens; it must be listening. */
  address(): AddressInfo;
  /** Whether and where it answers STUN requests. */
  stun(): StunState;
}

export interface ServerSetup {
  readonly options: Options;
  /** Answers the requests that are neither signaling nor a health check: it serves the page. */
  readonly serveHttp: RequestListener;
  /** The certificate as it is to be now, for https on the same port; undefined without https. */
  readonly loadCertificate: (() => Certificate) | undefined;
  /** Where rooms are kept, if not in the memory of this process; it ends with the server. */
  readonly store: Store | undefined;
  readonly now: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
}

/** The signaling service and the page's files on one port. Throws a LaunchError when there is no certificate to use. */
export function createLanlineServer(setup: ServerSetup): LanlineServer {
  const { options, serveHttp, loadCertificate, store, now, wallClock, log } = setup;
  const rooms = createRooms(setup);
  const proxies = new TrustedProxies(options.trustProxy);
  const census = async () => ({ connections: sockets.engine.clientsCount, ...(await rooms.count()) });
  const metrics = options.metrics ? new Metrics(census) : undefined;
  const http = createServer(requestTimeouts, (request, response) => {
    if (!isAllowedHost(proxies.clientOf(request).host, options.allowedHosts)) refuseHost(response);
    else if (request.url === '/healthz') void serveHealth(response, rooms);
    else if (request.url === '/metrics' && metrics !== undefined) void metrics.serve(response);
    else if (request.url === '/addresses') serveJson(response, whereItIs(options, addressOf(http).port));
    else serveHttp(request, response);
  });
  if (loadCertificate !== undefined) speakTlsBesides(http, loadCertificate);
  limitConnections(http, proxies, options.maxConnections);
  const observer = observeAll([logEvents(log), ...(metrics === undefined ? [] : [metrics])]);
  const origins = new Origins(proxies);
  const sockets = attachSockets(http, { ...options, proxies }, origins, observer, now);
  const seatTimer = new SeatTimer(rooms, now, (gone) => tellGone(sockets, gone));
  const stun = new StunServer(now);
  const iceServers = () => iceServersAt(wallClock() / 1000, stun.state, options);
  const service: RoomService = { rooms, seatTimer, origins, iceServers, observer, ...createRates(now) };
  sockets.on('connection', serveSockets(service, now));
  const closeHttp = prepareToClose(http, sockets, () => store?.close());
  const joinStore = async () => {
    await store?.join(sockets, {
      ...observer,
      memberAway: (room, peerId) => tellAway(sockets, room, peerId),
      lapsed: () => sendEverybodyAround(sockets),
    });
    seatTimer.set();
  };
  return {
    http,
    listen: async () => {
      await joinStore();
      await listen(http, options);
      if (!options.noStun) await stun.open(stunEndpoint(addressOf(http), options));
    },
    close: () => {
      stun.close();
      seatTimer.stop();
      return closeHttp();
    },
    address: () => addressOf(http),
    stun: () => stun.state,
  };
}

const createRooms = ({ options, store, now, randomBytes }: ServerSetup): Rooms => {
  const limits = { ...options, maxRoomsPerSource: ROOMS_PER_SOURCE_MAX };
  return store === undefined ? new MemoryRooms(limits, now, randomBytes) : store.createRooms(limits);
};

const createRates = (now: Clock) => ({
  eventRates: new SourceRates({ burst: SOURCE_EVENT_BURST, perSecond: SOURCE_EVENTS_PER_SECOND }, SOURCES_MAX, now),
  entryRates: new SourceRates({ burst: ENTRY_BURST, perSecond: ENTRIES_PER_SECOND }, SOURCES_MAX, now),
});

async function listen(http: Server, { host, port }: Options): Promise<void> {
  http.listen({ host, port });
  await once(http, 'listening').catch((error) => {
    throw explainListenError(error, host, port);
  });
}

function addressOf(http: Server): AddressInfo {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server is not listening');
  return address;
}

/** Where http listens, on the port of the same number unless told otherwise. */
function stunEndpoint({ address, port }: AddressInfo, { stunPort = port }: Options): Endpoint {
  return { address, port: stunPort };
}

/** Where neighbours open the page, since somebody who opened it as localhost must not share that; and whether with https. */
function whereItIs({ host, https }: Options, port: number): { urls: string[]; https: boolean } {
  const urls = reachableUrls(networkInterfaces(), { host, port });
  return { urls: urls.filter(({ from }) => from === 'network').map(({ url }) => url), https };
}

/** The code is that of RFC 9110, section 15.5.20, for a host that this server does not speak for. */
function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { 'content-type': 'text/plain' });
  response.end('This server does not answer to that name.\n');
}

/** Always a success: a server that cannot ask for its rooms still has links to keep, and a page to say so. */
async function serveHealth(response: ServerResponse, rooms: Rooms): Promise<void> {
  const count = await rooms.count();
  serveJson(response, count === undefined ? { status: 'store-unreachable' } : { status: 'ok', ...count });
}

function serveJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'no-store');
  response.end(JSON.stringify(body));
}
