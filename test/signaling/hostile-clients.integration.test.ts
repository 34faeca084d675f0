import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTRIES_PER_SECOND, ENTRY_BURST } from '../../shared/limits.ts';
import {
  comeAndGo,
  comeAndVanish,
  comeFromElsewhere,
  joinTooFast,
  readNothing,
  sayNothing,
  sendBadFrames,
  talkGarbage,
} from '../support/hostile-clients.ts';
import { killServer, type ServerProcess, startServer, urlOf } from '../support/server-process.ts';
import { arrival, createRoom, type LabSocket, newIdentity } from '../support/signaling-lab.ts';

/** How many come and vanish; and, honest ones, how many come and go before, and between two looks at the memory. */
const SOCKETS = 2_000;
const JOIN_MAX_MS = 2_000;

/** How many joins come from one address at once: of 100 a second, what comes in two. */
const JOINS = 200;

/** What the server may keep of its memory: 20 %. */
const MEMORY_FACTOR = 1.2;
const MEMORY_TIMEOUT_MS = 60_000;

let program: ServerProcess;
let dataDir: string;
let url: string;
let port: number;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lanline-hostile-'));
  // Seats are kept for a second, so that what is left in the end is no seat; with https, all ways in are open.
  const options = ['--seat-grace', '1', '--https', '--data-dir', dataDir];
  program = startServer('--host', '127.0.0.1', '--port', '0', ...options);
  url = await urlOf(program);
  port = Number(new URL(url).port);
});

afterAll(async () => {
  await killServer(program);
  await rm(dataDir, { recursive: true });
});

/** Resident memory of the server, in bytes. */
async function memory(): Promise<number> {
  const status = await readFile(`/proc/${program.child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

async function connect(): Promise<LabSocket> {
  const options = { transports: ['websocket'], forceNew: true, reconnection: false, localAddress: '127.0.0.2' };
  const socket: LabSocket = io(url, options);
  await arrival(socket, 'connect');
  return socket;
}

/** Lets two honest people meet in a room, and part. Answers how long that took them, in ms. */
async function meet(): Promise<number> {
  const startedAt = performance.now();
  const [ada, grace] = await Promise.all([connect(), connect()]);
  const { room } = await createRoom(ada);
  const joined = arrival(ada, 'member-joined');
  expect(await grace.emitWithAck('join-room', { ...newIdentity(), room })).toHaveProperty('ok', true);
  await joined;
  const elapsed = performance.now() - startedAt;
  await Promise.all([ada, grace].map((socket) => socket.emitWithAck('leave-room', {})));
  for (const socket of [ada, grace]) socket.disconnect();
  return elapsed;
}

/** Two people after two others, until `attack` is over; answers how long each pair took. */
async function meetDuring(attack: Promise<unknown>): Promise<readonly number[]> {
  let isOver = false;
  const over = attack.finally(() => {
    isOver = true;
  });
  const times: number[] = [];
  // Not faster than their address may enter rooms: two a time.
  while (!isOver) {
    times.push(await meet());
    await Promise.race([pause(2_000 / ENTRIES_PER_SECOND), over]);
  }
  await over;
  return times;
}

test('Honest people meet while others do what they must not, and the server keeps none of it', {
  timeout: 180_000,
}, async () => {
  // The start is a server that has served as many sockets before: the first ones cost it compiled code, and buffers that
  // it keeps, which is not what is looked for here.
  await comeAndGo(port, SOCKETS);
  const before = await memory();

  const refused = { joins: 0, strangers: 0 };
  const attack = Promise.all([
    comeAndVanish(port, SOCKETS),
    joinTooFast(port, JOINS).then((count) => {
      refused.joins = count;
    }),
    comeFromElsewhere(port, 50).then((count) => {
      refused.strangers = count;
    }),
    readNothing(port),
    sendBadFrames(port, 10),
    talkGarbage(port, 50),
    sayNothing(port, 50),
  ]);
  const times = await meetDuring(attack);
  expect(Math.max(...times)).toBeLessThan(JOIN_MAX_MS);
  expect(refused.strangers).toBe(50);
  expect(refused.joins).toBeGreaterThan(0);
  expect(refused.joins).toBeLessThanOrEqual(JOINS - ENTRY_BURST);

  // Memory is collected when some is needed, so a server at rest keeps its garbage: people come and go meanwhile.
  const deadline = performance.now() + MEMORY_TIMEOUT_MS;
  while ((await memory()) > MEMORY_FACTOR * before && performance.now() < deadline) await comeAndGo(port, SOCKETS);
  expect(await memory()).toBeLessThanOrEqual(MEMORY_FACTOR * before);
  const health = async () => (await fetch(`${url}healthz`)).json();
  await expect.poll(health, { timeout: 5_000 }).toEqual({ status: 'ok', rooms: 0, peers: 0 });
});
