import { expect, vi } from 'vitest';
import type { Identity } from '../../client/net/signaling.ts';
import { balance } from '../support/load-balancer.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { RoomGoer } from '../support/room-goer.ts';
import { killServer, startServer, urlOf } from '../support/server-process.ts';
import { newIdentity, roomNumber } from '../support/signaling-lab.ts';

/** How long anything may take to be as it was before. */
export const BACK_WITHIN_MS = 10_000;

type Side = 0 | 1;

/** Two server processes that share the rooms of one Redis, behind a load balancer. */
export interface RedisLab {
  /** Where browsers open the page, by whichever server comes in its turn. */
  readonly url: string;
  /** Goes to a room by a server, the first or the second one, or by whichever comes in its turn. */
  goTo(room: number, server?: Side, self?: Identity): RoomGoer;
  newRoom(): number;
  health(server: Side): Promise<unknown>;
  metrics(server: Side): Promise<string>;
  /** What both have written to standard error. */
  logged(): string;
  killServer(server: Side): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stopServer(server: Side): Promise<unknown>;
  killRedis(): Promise<void>;
  hangRedis(hangs: boolean): void;
  /** Where it was, and empty. */
  startRedis(): Promise<void>;
  /** Everybody leaves; waits until no seat is left, as a server sees it. */
  empty(server: Side, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openRedisLab(seatGraceS: number): Promise<RedisLab> {
  let redis: RedisServer = await startRedis();
  const args = ['--host', '127.0.0.1', '--port', '0', '--no-stun', '--metrics', '--seat-grace', `${seatGraceS}`];
  const start = () => startServer(...args, '--redis', redis.url);
  const servers = [start(), start()] as const;
  let logged = '';
  for (const { child } of servers) {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      logged += text;
    });
  }
  const end = async () => {
    await Promise.all(servers.map(killServer));
    await redis.kill();
  };
  const urls = await urlsOf(servers).catch(async (error) => {
    await end();
    throw error;
  });
  const balancer = await balance(urls);
  const goers: RoomGoer[] = [];
  let lastRoom = 0;
  const get = (server: Side, path: string) => fetch(new URL(path, urls[server]));
  return {
    url: balancer.url,
    goTo: (room, server, self = newIdentity()) => {
      const goer = new RoomGoer(server === undefined ? balancer.url : urls[server], roomNumber(room), self);
      goers.push(goer);
      return goer;
    },
    newRoom: () => ++lastRoom,
    health: async (server) => (await get(server, '/healthz')).json(),
    metrics: async (server) => (await get(server, '/metrics')).text(),
    logged: () => logged,
    killServer: (server) => killServer(servers[server]),
    stopServer: (server) => {
      const { child, exitCode } = servers[server];
      child.kill('SIGTERM');
      return exitCode;
    },
    killRedis: () => redis.kill(),
    hangRedis: (hangs) => redis.hang(hangs),
    startRedis: async () => {
      redis = await startRedis(redis.port);
    },
    empty: async (server, timeoutMs = BACK_WITHIN_MS) => {
      for (const { signaling } of goers.splice(0)) {
        signaling.leave();
        signaling.close();
      }
      const health = async () => (await get(server, '/healthz')).json();
      await until(async () => expect(await health()).toEqual({ status: 'ok', rooms: 0, peers: 0 }), timeoutMs);
    },
    close: async () => {
      balancer.close();
      await end();
    },
  };
}

type Server = ReturnType<typeof startServer>;

const urlsOf = ([first, second]: readonly [Server, Server]) => Promise.all([urlOf(first), urlOf(second)]);

/** Waits until the expectation holds. */
export const until = (holds: () => void | Promise<void>, timeout = BACK_WITHIN_MS) =>
  vi.waitFor(holds, { timeout, interval: 20 });

/** Each has exactly all others around. */
export function expectAllTogether(people: readonly RoomGoer[]): void {
  for (const one of people) {
    const others = people.filter((other) => other !== one).map(({ self }) => self.peerId);
    expect(one.others.toSorted()).toEqual(others.toSorted());
    expect(one.seats).toBe(others.length);
  }
}

/** Two in one room, each by a server of their own. */
export async function meet({ goTo, newRoom }: RedisLab) {
  const room = newRoom();
  const [ada, grace] = [goTo(room, 0), goTo(room, 1)];
  await until(() => expectAllTogether([ada, grace]));
  return { room, ada, grace };
}
