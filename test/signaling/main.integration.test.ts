import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { type ServerProcess, startServer, urlOf } from '../support/server-process.ts';

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
