import { request } from 'node:http';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { createRoom, newIdentity, openSignalingLab, type SignalingLab } from '../support/signaling-lab.ts';

let lab: SignalingLab;

afterEach(() => lab.close());

/** What becomes of a handshake with these headers. */
const outcomes = {
  websocket: async (headers: Record<string, string>) => {
    const socket = io(lab.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
    });
    const outcome = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', () => resolve('refused'));
    });
    socket.disconnect();
    return outcome;
  },
  polling: async (headers: Record<string, string>) => {
    const status = await statusFor('/socket.io/?EIO=4&transport=polling', headers);
    return { 200: 'connected', 403: 'refused' }[status ?? 0];
  },
};

/** The status of a request; `fetch` does not let anybody name another host. */
function statusFor(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${lab.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  const outcome = outcomes[transport];

  test('the page of this host connects, and no other page', async () => {
    lab = await openSignalingLab();
    expect(await outcome({ origin: lab.url })).toBe('connected');
    expect(await outcome({})).toBe('connected');
    expect(await outcome({ origin: 'http://127.0.0.1:1' })).toBe('refused');
    expect(await outcome({ origin: 'null' })).toBe('refused');
  });

  test('the page at a name that was not allowed cannot connect', async () => {
    lab = await openSignalingLab({ options: { allowedHosts: ['otter.lan'] } });
    expect(await outcome({ host: 'evil.example', origin: 'http://evil.example' })).toBe('refused');
    expect(await outcome({ host: 'otter.lan', origin: 'http://otter.lan' })).toBe('connected');
    expect(await outcome({ origin: lab.url })).toBe('connected');
  });
});

test('The page and all else is served at allowed names only', async () => {
  lab = await openSignalingLab({ options: { allowedHosts: ['otter.lan'] } });
  for (const path of ['/', '/healthz', '/addresses']) {
    expect(await statusFor(path, { host: 'evil.example' })).toBe(421);
    expect(await statusFor(path, { host: 'otter.lan:3000' })).not.toBe(421);
  }
});

describe('a proxy', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };

  /** How the server sees somebody who comes with these headers. */
  async function selfSeen() {
    const socket = io(lab.url, { transports: ['websocket'], forceNew: true, extraHeaders: forwarded });
    const answer = await socket.emitWithAck('create-room', newIdentity());
    socket.disconnect();
    return answer.value.self;
  }

  test('that is trusted says where a member is', async () => {
    lab = await openSignalingLab({ options: { trustProxy: ['127.0.0.1'] } });
    expect(await selfSeen()).toMatchObject({ address: '198.51.100.7', port: 0 });
  });

  test('that is not trusted is the member itself', async () => {
    lab = await openSignalingLab();
    expect(await selfSeen()).toMatchObject({ address: '127.0.0.1' });
  });

  test('that is trusted says which host was asked for', async () => {
    lab = await openSignalingLab({ options: { trustProxy: ['127.0.0.1'], allowedHosts: ['lynx.lan'] } });
    const headers = { host: 'inner', 'x-forwarded-host': 'lynx.lan', origin: 'https://lynx.lan' };
    expect(await outcomes.websocket(headers)).toBe('connected');
    expect(await statusFor('/healthz', headers)).toBe(200);
    await createRoom(await lab.connect());
  });
});
