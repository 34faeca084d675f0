import { mkdtempSync, rmSync } from 'node:fs';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HANDSHAKE_TIMEOUT_MS } from '../../shared/limits.ts';
import { securityHeaders } from '../../signaling/security-headers.ts';
import { keepCertificate } from '../../signaling/tls/kept-certificate.ts';
import {
  arrival,
  createRoom,
  type LabSocket,
  newIdentity,
  openSignalingLab,
  type SignalingLab,
} from '../support/signaling-lab.ts';

const headers = securityHeaders();

let dataDir: string;
let lab: SignalingLab;
let secureUrl: string;
/** The server's own certificate, as somebody has it who trusts it. */
let ca: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lanline-https-'));
  lab = await openSignalingLab({
    options: { https: true, dataDir },
    serveHttp: (request, response) => headers(request, response, () => response.end('the page')),
  });
  secureUrl = lab.url.replace('http:', 'https:');
  ca = keepCertificate({ directory: dataDir, names: [], now: Date.now() }).cert;
});

afterAll(async () => {
  await lab.close();
  rmSync(dataDir, { recursive: true });
});

/** A response over either scheme; over https by somebody who trusts the certificate. */
function get(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? getSecure(url, { ca, agent: false }, resolve) : getPlain(url, resolve);
    request.once('error', reject);
  });
}

async function connect(url: string, transport: 'websocket' | 'polling'): Promise<LabSocket> {
  const socket: LabSocket = io(url, { transports: [transport], forceNew: true, reconnection: false, ca });
  await arrival(socket, 'connect');
  return socket;
}

describe('on one port, over http and https', () => {
  test.each(['http', 'https'])('%s: the page is served, with the same headers', async (scheme) => {
    const response = await get(scheme === 'http' ? lab.url : secureUrl);
    expect(await text(response)).toBe('the page');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(response.headers).not.toHaveProperty('strict-transport-security');
  });

  test.each(['http', 'https'])('%s: the page is told that there is https', async (scheme) => {
    const response = await get(`${scheme === 'http' ? lab.url : secureUrl}/addresses`);
    expect(JSON.parse(await text(response))).toMatchObject({ https: true });
  });

  test.each(['websocket', 'polling'] as const)('two people meet, over %s, one on each', async (transport) => {
    const [ada, grace] = [await connect(lab.url, transport), await connect(secureUrl, transport)];
    const { room } = await createRoom(ada);
    const joined = arrival(ada, 'member-joined');
    const answer = await grace.emitWithAck('join-room', { ...newIdentity(), room });
    expect(answer).toMatchObject({ ok: true, value: { self: { address: '127.0.0.1' } } });
    await joined;
    for (const socket of [ada, grace]) {
      await socket.emitWithAck('leave-room', {});
      socket.disconnect();
    }
  });

  test("a stranger's page cannot connect, and the own one can from either", async () => {
    const outcome = async (origin: string) => {
      const options = { transports: ['websocket'], forceNew: true, reconnection: false, ca, extraHeaders: { origin } };
      const socket = io(secureUrl, options);
      const result = await new Promise((resolve) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      return result;
    };
    expect(await outcome('https://evil.example')).toBe('refused');
    expect(await outcome(secureUrl)).toBe('connected');
    expect(await outcome(lab.url)).toBe('connected');
  });
});

describe('a connection that is neither', () => {
  test('gets the answer of http, and harms nobody', async () => {
    const connection = connectTcp(Number(new URL(lab.url).port), '127.0.0.1');
    connection.end('nonsense\r\n\r\n');
    expect(await text(connection)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('or ends within its TLS handshake harms nobody', async () => {
    const connection = connectTcp(Number(new URL(lab.url).port), '127.0.0.1');
    const closed = new Promise((resolve) => connection.once('close', resolve));
    connection.on('error', () => undefined);
    connection.write(Buffer.from('16030100050100000100', 'hex'));
    connection.resume().end();
    await closed;
    expect((await get(secureUrl)).statusCode).toBe(200);
  });
});

test('A TLS handshake that never goes on is ended', { timeout: 20_000 }, async () => {
  const connection = connectTcp(Number(new URL(lab.url).port), '127.0.0.1');
  const closed = new Promise((resolve) => connection.once('close', resolve));
  connection.write(Buffer.from('160301', 'hex'));
  const startedAt = performance.now();
  connection.resume();
  await closed;
  expect(performance.now() - startedAt).toBeLessThan(HANDSHAKE_TIMEOUT_MS + 2_000);
});

test('Old TLS is not spoken', async () => {
  const port = Number(new URL(lab.url).port);
  const socket = connectTls({ port, host: '127.0.0.1', ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' });
  const outcome = await new Promise((resolve) => {
    socket.once('secureConnect', () => resolve('connected'));
    socket.once('error', () => resolve('refused'));
  });
  socket.destroy();
  expect(outcome).toBe('refused');
});

test('Closing the server ends its TLS connections, too', async () => {
  const closing = await openSignalingLab({ options: { https: true, dataDir } });
  const socket = await connect(closing.url.replace('http:', 'https:'), 'websocket');
  const disconnected = arrival(socket, 'disconnect');
  await closing.close();
  await disconnected;
});
