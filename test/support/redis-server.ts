import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis of its own on this computer, which keeps nothing beyond its end. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends it without warning, and all that it knows. */
  kill(): Promise<void>;
  /** Stops or goes on; its connections stay. */
  hang(hangs: boolean): void;
}

/** Starts Redis, on a free port unless told otherwise, and waits until it takes connections. */
export async function startRedis(givenPort?: number): Promise<RedisServer> {
  const port = givenPort ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'lanline-redis-'));
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  for await (const line of createInterface(child.stdout)) if (line.includes('Ready to accept connections')) break;
  child.stdout.resume();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    hang: (hangs) => void child.kill(hangs ? 'SIGSTOP' : 'SIGCONT'),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return address.port;
}
