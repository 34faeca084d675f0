import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { HEARTBEAT_EVERY_MS } from '../../shared/limits.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { killServer, type ServerProcess, startServer, urlOf } from '../support/server-process.ts';
import { Crowd, callEachOther } from './crowd.ts';
import { openFilesMax, type Usage, usageOf } from './process-usage.ts';
import { type RedisUsage, redisUsage } from './redis-usage.ts';

/** How many browsers signaling servers hold, at what price, and how fast they answer. Over loopback; on Linux alone. */

export interface LoadOptions {
  readonly clients: number;
  readonly joinsPerSecond: number;
  /** The options of each server process; clients take turns among them. */
  readonly servers: readonly (readonly string[])[];
  /** Whether the servers share their rooms in a Redis of their own. Needs redis-server. */
  readonly redis?: boolean;
}

export interface SignalingLoad {
  /** From asking to enter a room to the answer, in ms, of each client. */
  readonly answersMs: readonly number[];
  /** How late the clients' own process was, in ms, the 99th percentile: that much of an answer's time is not the server's. */
  readonly clientsLagMs: number;
  /** How long servers were ready meanwhile, and had no processor, as a share of that time: what else runs here costs that. */
  readonly waitedShare: number;
  /** What the servers' memory has grown by for each client, in bytes. Below some thousands, what V8 frees meanwhile is more. */
  readonly bytesPerClient: number;
  /** Processor time of the servers: in ms for each who enters (heartbeats of those who are there included), ... */
  readonly cpuMsPerJoin: number;
  /** ... in ms a second for 1,000 who only stay, and in ms for a signal from one to another. */
  readonly cpuMsPerSecondIdle: number;
  readonly cpuMsPerSignal: number;
  readonly redis: RedisLoad | undefined;
}

export interface RedisLoad {
  readonly bytesPerClient: number;
  readonly commandsPerJoin: number;
  readonly cpuMsPerJoin: number;
  readonly commandsPerSignal: number;
  readonly cpuMsPerSignal: number;
}

const WARM_UP_CLIENTS = 200;
const SIGNALS = 5_000;
const SIGNALS_PER_SECOND = 500;
/** Beside its connections, a process has some files open. */
const SPARE_FILES = 100;
const LAG_RESOLUTION_MS = 5;

/** Rejects when this system allows too few open files, or a client does not get in. */
export async function measureSignalingLoad(options: LoadOptions): Promise<SignalingLoad> {
  await requireOpenFiles(options.clients + WARM_UP_CLIENTS + SPARE_FILES);
  const redis = options.redis ? await startRedis() : undefined;
  const servers: ServerProcess[] = [];
  try {
    const shared = redis === undefined ? [] : ['--redis', redis.url];
    for (const own of options.servers) servers.push(startServer(...own, ...shared, ...roomFor(options.clients)));
    return await measure(options, servers, redis);
  } finally {
    await Promise.all(servers.map(killServer));
    await redis?.kill();
  }
}

async function requireOpenFiles(needed: number): Promise<void> {
  const max = await openFilesMax();
  if (max >= needed) return;
  throw new Error(
    `A process needs ${needed} open files for that and may have ${max}: raise it (ulimit -n), or ask less.`,
  );
}

const roomFor = (clients: number) => [
  ...['--host', '127.0.0.1', '--port', '0', '--no-stun'],
  ...['--max-rooms', '9999', '--max-connections', String(clients + 2 * WARM_UP_CLIENTS)],
];

async function measure(
  { clients, joinsPerSecond }: LoadOptions,
  servers: readonly ServerProcess[],
  redis: RedisServer | undefined,
): Promise<SignalingLoad> {
  const urls = await Promise.all(servers.map(urlOf));
  const look = async (): Promise<Look> => ({
    servers: await usageOf(servers.map(({ child }) => child.pid)),
    redis: redis && (await redisUsage(redis.url)),
  });
  const crowd = new Crowd(urls.map((url) => Number(new URL(url).port)));
  try {
    await crowd.come(WARM_UP_CLIENTS, joinsPerSecond);
    const before = await look();
    const startedAt = performance.now();
    const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
    lag.enable();
    const people = await crowd.come(clients, joinsPerSecond);
    const clientsLagMs = lagOf(lag);
    const elapsedMs = performance.now() - startedAt;
    const entered = await look();
    await pause(2 * HEARTBEAT_EVERY_MS);
    const idle = await look();
    await callEachOther(people, SIGNALS, SIGNALS_PER_SECOND);
    const called = await look();
    const idleCpuMsPerSecond = (500 * (idle.servers.cpuMs - entered.servers.cpuMs)) / HEARTBEAT_EVERY_MS;
    const signalingS = SIGNALS / SIGNALS_PER_SECOND;
    const callingCpuMs = called.servers.cpuMs - idle.servers.cpuMs - idleCpuMsPerSecond * signalingS;
    return {
      answersMs: people.map(({ answeredMs }) => answeredMs),
      clientsLagMs,
      waitedShare: (entered.servers.waitedMs - before.servers.waitedMs) / (elapsedMs * servers.length),
      bytesPerClient: (idle.servers.bytes - before.servers.bytes) / clients,
      cpuMsPerJoin: (entered.servers.cpuMs - before.servers.cpuMs) / clients,
      cpuMsPerSecondIdle: (1_000 * idleCpuMsPerSecond) / (clients + WARM_UP_CLIENTS),
      cpuMsPerSignal: callingCpuMs / SIGNALS,
      redis: redisLoad([before, entered, idle, called], clients),
    };
  } finally {
    crowd.leave();
  }
}

interface Look {
  readonly servers: Usage;
  readonly redis: RedisUsage | undefined;
}

function lagOf(histogram: IntervalHistogram): number {
  histogram.disable();
  return Math.max(0, histogram.percentile(99) / 1e6 - LAG_RESOLUTION_MS);
}

function redisLoad(looks: readonly Look[], clients: number): RedisLoad | undefined {
  const [before, entered, idle, called] = looks.map(({ redis }) => redis);
  if (before === undefined || entered === undefined || idle === undefined || called === undefined) return undefined;
  return {
    bytesPerClient: (idle.bytes - before.bytes) / clients,
    commandsPerJoin: (entered.commands - before.commands) / clients,
    cpuMsPerJoin: (entered.cpuMs - before.cpuMs) / clients,
    commandsPerSignal: (called.commands - idle.commands) / SIGNALS,
    cpuMsPerSignal: (called.cpuMs - idle.cpuMs) / SIGNALS,
  };
}
