import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerProcess, startServer, urlOf } from '../support/server-process.ts';
import { createRoom, newIdentity } from '../support/signaling-lab.ts';

const onAnyPort = ['--host', '127.0.0.1', '--port', '0'];
const programs: ServerProcess[] = [];

/** Ends with the test. */
function start(...args: readonly string[]): ServerProcess {
  const program = startServer(...args);
  programs.push(program);
  return program;
}

/** Waits for the end of a program that does not run on. */
async function outcomeOf({ child, exitCode }: ServerProcess) {
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { output, errors, exitCode: await exitCode };
}

afterEach(() => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL');
});

/** What the program prints: the URL in its banner, and whatever comes after the banner. */
function readyUrl(stdout: Readable): { url: Promise<string>; rest: Promise<string> } {
  const end = 'Stop with Ctrl-C.\n';
  let output = '';
  const url = new Promise<string>((resolve) => {
    stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (output.includes(end)) resolve(/http:\S+/.exec(output)?.[0] ?? '');
    });
  });
  const rest = new Promise<string>((resolve) => {
    stdout.once('end', () => resolve(output.slice(output.indexOf(end) + end.length)));
  });
  return { url, rest };
}

describe('the server program', () => {
  test('serves the built page at the URL that it prints', async () => {
    const response = await fetch(await urlOf(start(...onAnyPort)));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Lanline</title>');
  });

  test('prints no QR code where nobody could scan it', async () => {
    const { child } = start(...onAnyPort);
    let output = '';
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes('Stop with Ctrl-C.')) child.kill();
    }
    expect(output).not.toContain('▀');
  });

  test('prints the URLs of both schemes, and keeps the certificate for its owner alone', async () => {
    const dataHome = await mkdtemp(join(tmpdir(), 'lanline-data-'));
    const { child } = start(...onAnyPort, '--https', '--data-dir', dataHome);
    let output = '';
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes('Stop with Ctrl-C.')) child.kill();
    }
    const urls = output.match(/https?:\S+/g) ?? [];
    expect(urls).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/), urls[0]?.replace('http', 'https')]);
    expect((await stat(join(dataHome, 'tls-key.pem'))).mode & 0o777).toBe(0o600);
    await rm(dataHome, { recursive: true });
  });

  test('writes nothing of who is there', async () => {
    const { child, exitCode } = start(...onAnyPort);
    const ready = readyUrl(child.stdout);
    const errors = text(child.stderr);
    const socket = io(await ready.url, { forceNew: true });
    const { room } = await createRoom(socket);
    await socket.emitWithAck('leave-room', {});
    await socket.emitWithAck('join-room', { ...newIdentity(), room });
    socket.disconnect();
    child.kill();
    await exitCode;
    expect(await ready.rest).toBe('');
    expect(await errors).toBe('');
  });

  test('runs without STUN when the UDP port is taken, and says so in one line', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const { child } = start(...onAnyPort, '--stun-port', `${port}`);
    let output = '';
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes('Stop with Ctrl-C.')) child.kill();
    }
    expect(output).toMatch(new RegExp(`^UDP port ${port} cannot be used \\(EADDRINUSE\\), .*--stun-port\\.$`, 'm'));
    other.close();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly by %s', async (signal) => {
    const program = start(...onAnyPort);
    await urlOf(program);
    program.child.kill(signal);
    expect(await program.exitCode).toBe(0);
  });

  test('takes a signal that comes twice at once for one', async () => {
    const program = start(...onAnyPort);
    await urlOf(program);
    program.child.kill('SIGINT');
    program.child.kill('SIGTERM');
    expect(await program.exitCode).toBe(0);
  });

  test('lists its options', async () => {
    const { output, errors, exitCode } = await outcomeOf(start('--help'));
    expect(output).toContain('--port <number>');
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
  });

  test.each([
    [['--port', 'x'], /^--port must be a whole number from 0 to 65535, not "x"; --help lists the options\.\n$/],
    [['--host', 'no-such-host.invalid'], /^(There is no host called|The name) no-such-host\.invalid.*\.\n$/],
    [['--cert', 'no.crt', '--key', 'no.key'], /^The file of --cert, no\.crt, cannot be read \(ENOENT\)\.\n$/],
    [['--redis', 'redis://127.0.0.1:1'], /^The Redis server of --redis cannot be used \(.*ECONNREFUSED.*\)\.\n$/],
    [['--host', '203.0.113.77'], /^This computer does not have the address 203\.0\.113\.77: .*\.\n$/],
  ])('explains in one sentence why it cannot start with %j', async (args, sentence) => {
    const { output, errors, exitCode } = await outcomeOf(start(...args));
    expect(errors).toMatch(sentence);
    expect(output).toBe('');
    expect(exitCode).toBe(1);
  });

  test('explains in one sentence that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { errors, exitCode } = await outcomeOf(start('--host', '127.0.0.1', '--port', `${port}`));
    expect(errors).toBe(`Port ${port} is in use: stop what uses it, or choose another with --port.\n`);
    expect(exitCode).toBe(1);
    other.close();
  });
});
