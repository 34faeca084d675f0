import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { HEARTBEAT_EVERY_MS } from '../../shared/limits.ts';
import { eventFrame } from '../support/raw-websocket.ts';
import { type ServerProcess, startServer, urlOf } from '../support/server-process.ts';
import { newIdentity } from '../support/signaling-lab.ts';

/** How many browsers a signaling server holds, at what price, and how fast it answers them. Over loopback alone. */

export interface SignalingLoad {
  /** From asking to enter a room to the answer, in ms, of each client. */
  readonly answersMs: readonly number[];
  /** What the servers' memory has grown by for each client, in bytes. */
  readonly bytesPerClient: number;
}

export interface LoadOptions {
  readonly clients: number;
  readonly joinsPerSecond: number;
  /** Of each server process; clients take turns among them. */
  readonly servers: readonly (readonly string[])[];
}

const ROOM_SIZE = 4;
/** Clients of one loopback address, which stays within what the server gives an address. */
const CLIENTS_PER_ADDRESS = 40;
const WARM_UP_CLIENTS = 200;

interface Server extends ServerProcess {
  readonly port: number;
}

export async function measureSignalingLoad({ clients, joinsPerSecond, servers }: LoadOptions): Promise<SignalingLoad> {
  const running = await Promise.all(servers.map((options) => start([...options, ...roomFor(clients)])));
  const crowd = new Crowd(running);
  await crowd.come(WARM_UP_CLIENTS, joinsPerSecond);
  const before = await memoryOf(running);
  const answersMs = await crowd.come(clients, joinsPerSecond);
  await pause(2 * HEARTBEAT_EVERY_MS);
  const after = await memoryOf(running);
  crowd.leave();
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ exitCode }) => exitCode));
  return { answersMs, bytesPerClient: (after - before) / clients };
}

const roomFor = (clients: number) => [
  ...['--host', '127.0.0.1', '--port', '0', '--no-stun'],
  ...['--max-rooms', '9999', '--max-connections', String(clients + 2 * WARM_UP_CLIENTS)],
];

async function start(options: readonly string[]): Promise<Server> {
  const process = startServer(...options);
  return { ...process, port: Number(new URL(await urlOf(process)).port) };
}

/** Resident memory of all of them, in bytes. */
async function memoryOf(servers: readonly Server[]): Promise<number> {
  const sizes = servers.map(async ({ child: { pid } }) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size);
}

interface Entry {
  readonly room: number;
  /** From asking to the answer. */
  readonly answeredMs: number;
}

/** Clients that stay. Each four of them are in a room of their own. */
class Crowd {
  readonly #servers: readonly Server[];
  readonly #clients: WebSocket[] = [];
  /** The number of the room that the newest clients enter; undefined before somebody has made it. */
  #room: Promise<number> | undefined;

  constructor(servers: readonly Server[]) {
    this.#servers = servers;
  }

  /** Lets so many come, evenly over the time that takes. Answers how long each waited for the answer to entering. */
  async come(count: number, perSecond: number): Promise<readonly number[]> {
    const startedAt = performance.now();
    const entered: Promise<number>[] = [];
    for (let index = 0; index < count; index++) {
      const due = startedAt + (index / perSecond) * 1_000;
      if (due > performance.now()) await pause(due - performance.now());
      entered.push(this.#enter(index));
    }
    return Promise.all(entered);
  }

  leave(): void {
    for (const client of this.#clients) client.terminate();
  }

  async #enter(index: number): Promise<number> {
    const server = this.#servers[index % this.#servers.length];
    if (server === undefined) throw new Error('there is no server');
    const client = this.#connect(server);
    if (index % ROOM_SIZE > 0) return (await enter(client, this.#room)).answeredMs;
    const made = enter(client, undefined);
    this.#room = made.then(({ room }) => room);
    return (await made).answeredMs;
  }

  #connect({ port }: Server): WebSocket {
    const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
    const client = new WebSocket(url, { localAddress: this.#nextAddress(), perMessageDeflate: false });
    this.#clients.push(client);
    return client;
  }

  #nextAddress(): string {
    const index = Math.floor(this.#clients.length / CLIENTS_PER_ADDRESS);
    return `127.9.${Math.floor(index / 250)}.${1 + (index % 250)}`;
  }
}

/** Makes a room, or enters the one that is being made. */
async function enter(client: WebSocket, making: Promise<number> | undefined): Promise<Entry> {
  await next(client, (text) => text.startsWith('0'));
  client.send('40');
  await next(client, (text) => text.startsWith('40'));
  client.on('message', (data) => String(data) === '2' && client.send('3'));
  const room = await making;
  const askedAt = performance.now();
  const event = room === undefined ? 'create-room' : 'join-room';
  client.send(eventFrame(1, event, { ...newIdentity(), room }));
  const answer = await next(client, (text) => text.startsWith('431['));
  const answeredMs = performance.now() - askedAt;
  const [{ ok, value }] = JSON.parse(answer.slice(3)) as [{ ok: boolean; value: { room: number } }];
  if (!ok) throw new Error(`refused: ${answer}`);
  return { room: value.room, answeredMs };
}

/** Waits for a text of the server that is wanted; the first ones come one after another. */
function next(client: WebSocket, isWanted: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (data: unknown) => {
      const text = String(data);
      if (!isWanted(text)) return;
      client.off('message', read);
      resolve(text);
    };
    client.on('message', read);
    client.once('error', reject);
    client.once('close', () => reject(new Error('the server closed the connection')));
  });
}
