import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Host } from './network.ts';

/** Starts a program on a host of the lab. */
export const spawnOn = ({ namespace }: Host, command: string, args: readonly string[]): ChildProcess =>
  spawn('ip', ['netns', 'exec', namespace, command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Resolves with what the expression finds in what a program writes. Rejects when the program ends before. */
export function untilSaid(program: ChildProcess, expression: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: Buffer) => {
      said += text;
      const found = expression.exec(said);
      if (found !== null) resolve(found);
    };
    program.stdout?.on('data', listen);
    program.stderr?.on('data', listen);
    program.once('exit', () => reject(new Error(`it ended without saying ${expression}: ${said}`)));
  });
}

/** Ends a program and waits for its end. */
export async function end(program: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill(signal);
  await ended;
}

/** A script that starts the program on that host: for libraries that want the path of a program. */
export async function programOn({ namespace }: Host, program: string, folder: string): Promise<string> {
  const path = join(folder, `on-${namespace}`);
  await writeFile(path, `#!/bin/sh\nexec ip netns exec ${namespace} '${program}' "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

const FORWARD = `
  const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');
  process.stdin.pipe(socket).pipe(process.stdout);
  socket.on('error', () => process.exit(1));
`;

/** Makes a port of a host's own loopback reachable here, under the same number. */
export async function forwardPort({ namespace }: Host, port: number): Promise<Server> {
  const server = createServer((connection) => {
    const forwarder = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', FORWARD, String(port)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    connection.pipe(forwarder.stdin);
    forwarder.stdout.pipe(connection);
    connection.on('error', () => forwarder.kill());
    connection.on('close', () => forwarder.kill());
    forwarder.on('exit', () => connection.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A port that nothing listens on here. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
