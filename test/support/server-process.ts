import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const root = join(import.meta.dirname, '../..');

/** The server as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly exitCode: Promise<unknown>;
}

/** Starts the server as `npm start` runs it. */
export const startServer = (...args: readonly string[]): ServerProcess =>
  startProgram(join(root, 'dist/server/signaling/main.js'), args);

/** Starts a server from wherever its program is. */
export function startProgram(program: string, args: readonly string[]): ServerProcess {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, exitCode: once(child, 'close').then(([code]) => code) };
}

/** Waits until the server says where it is. */
export async function urlOf({ child }: ServerProcess): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended without saying where it is');
}

/** Ends a server without warning, as a crash does. */
export async function killServer({ child, exitCode }: ServerProcess): Promise<void> {
  child.kill('SIGKILL');
  await exitCode;
}
