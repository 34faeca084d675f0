import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressFiles } from '../../signaling/compress-files.mjs';
import { LaunchError } from '../../signaling/launch-error.ts';
import { servePage } from '../../signaling/static-files.ts';
import { arrival, createRoom, newIdentity, openSignalingLab, type SignalingLab } from '../support/signaling-lab.ts';

const SCRIPT = 'export {};'.repeat(100);

let directory: string;
let lab: SignalingLab;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lanline-page-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<title>Lanline</title>');
  writeFileSync(join(directory, 'assets/index-abc123.js'), SCRIPT);
  writeFileSync(join(directory, 'assets/icon-abc123.png'), 'P'.repeat(1_000));
  writeFileSync(join(directory, '.secret'), 'hidden');
  await compressFiles(directory);
  lab = await openSignalingLab({ serveHttp: servePage(directory) });
});

afterAll(async () => {
  await lab.close();
  rmSync(directory, { recursive: true });
});

/** Without what `fetch` does by itself: it accepts compressed answers, and unpacks them. */
async function getRaw(path: string, headers: OutgoingHttpHeaders) {
  const [response] = (await once(request(`${lab.url}${path}`, { headers }).end(), 'response')) as [IncomingMessage];
  return { headers: response.headers, body: await buffer(response) };
}

const get = (path: string, init?: RequestInit) => fetch(`${lab.url}${path}`, init);

describe('the page', () => {
  test('is asked for anew each time', async () => {
    const response = await get('/');
    expect(await response.text()).toBe('<title>Lanline</title>');
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('is not sent again when it has not changed', async () => {
    const etag = (await get('/')).headers.get('etag') ?? '';
    expect((await get('/', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('has assets that are kept for good, because their names hold a hash', async () => {
    const { headers } = await get('/assets/index-abc123.js');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('text/javascript');
  });

  test.each([
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ])('comes compressed to who accepts "%s"', async (accepted, encoding, decompress) => {
    const { headers, body } = await getRaw('/assets/index-abc123.js', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'content-length': String(body.length),
      'content-type': 'text/javascript',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(body.length).toBeLessThan(SCRIPT.length / 2);
    expect(decompress(body).toString()).toBe(SCRIPT);
  });

  test('comes as it is to who accepts nothing else, and where compressing gains nothing', async () => {
    const plain = await getRaw('/assets/index-abc123.js', {});
    const image = await getRaw('/assets/icon-abc123.png', { 'accept-encoding': 'gzip, br' });
    const page = await getRaw('/', { 'accept-encoding': 'gzip, br' });
    for (const { headers } of [plain, image, page]) expect(headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(SCRIPT);
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  test.each(['/nothing', '/assets/nothing.js', '/.secret', '/..%2fpackage.json', '/socket.io/socket.io.js'])(
    'is not %s',
    async (path) => {
      const { status, headers } = await get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(headers.get('cache-control')).toBeNull();
    },
  );

  test('has to be built', () => {
    expect(() => servePage(join(directory, 'assets'))).toThrow(LaunchError);
  });
});

describe('the security headers', () => {
  test('allow the page what it needs and nothing else', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy.split(';').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' blob: data:",
      "manifest-src 'self'",
      'media-src blob:',
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      'trusted-types lit-html lanline',
      "worker-src 'self'",
    ]);
  });

  test.each([
    ['referrer-policy', 'no-referrer'],
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['x-frame-options', 'SAMEORIGIN'],
  ])('have %s: %s', async (name, value) => {
    expect((await get('/')).headers.get(name)).toBe(value);
  });

  test.each(['strict-transport-security', 'cross-origin-opener-policy', 'origin-agent-cluster', 'x-powered-by'])(
    'leave out %s, which plain http cannot have',
    async (name) => {
      expect((await get('/')).headers.get(name)).toBeNull();
    },
  );

  test('are there when a file is not', async () => {
    expect((await get('/nothing')).headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the health check', () => {
  test('counts rooms and people', async () => {
    const [ada, grace] = await Promise.all([lab.connect(), lab.connect()]);
    const { room } = await createRoom(ada);
    await grace.emitWithAck('join-room', { ...newIdentity(), room });
    const response = await get('/healthz');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok', rooms: 1, peers: 2 });
    await Promise.all([ada, grace].map((socket) => socket.emitWithAck('leave-room', {})));
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok', rooms: 0, peers: 0 });
  });
});

describe('the addresses', () => {
  test('are those that a neighbour can open, none of this computer alone', async () => {
    expect(await (await get('/addresses')).json()).toEqual({ urls: [], https: false });
    const open = await openSignalingLab({ options: { host: '0.0.0.0' } });
    const { port } = open.server.address();
    const own = Object.values(networkInterfaces()).flatMap((infos) => infos ?? []);
    const expected = own.filter(({ family, internal }) => family === 'IPv4' && !internal);
    const { urls } = await (await fetch(`${open.url}/addresses`)).json();
    expect(new Set(urls)).toEqual(new Set(expected.map(({ address }) => `http://${address}:${port}/`)));
    await open.close();
  });
});

describe('closing the server', () => {
  test('disconnects everybody and stops listening, once and for all', async () => {
    const closing = await openSignalingLab();
    const socket = await closing.connect();
    const disconnected = arrival(socket, 'disconnect');
    const closed = closing.server.close();
    expect(closing.server.close()).toBe(closed);
    await Promise.all([closed, disconnected]);
    await expect(fetch(`${closing.url}/healthz`)).rejects.toThrow();
  });

  test('works before it listens', async () => {
    const idle = await openSignalingLab();
    await idle.close();
    expect(() => idle.server.address()).toThrow('not listening');
  });

  test('does not wait for somebody who says nothing', async () => {
    const closing = await openSignalingLab({ serveHttp: () => undefined });
    const pending = fetch(`${closing.url}/never`).catch(() => 'cut off');
    await new Promise((resolve) => closing.server.http.once('request', resolve));
    await closing.server.close();
    expect(await pending).toBe('cut off');
  });
});
