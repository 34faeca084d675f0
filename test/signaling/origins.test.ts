import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Origins } from '../../signaling/origins.ts';
import { TrustedProxies } from '../../signaling/trusted-proxies.ts';

function sessionFrom(remoteAddress: string, remotePort: number, headers: NodeJS.Dict<string> = {}) {
  const values = { remoteAddress: { value: remoteAddress }, remotePort: { value: remotePort } };
  const request = new IncomingMessage(Object.defineProperties(new Socket(), values));
  const session: { request: IncomingMessage | undefined } = { request: Object.assign(request, { headers }) };
  return session;
}

test('A session is from where its request came, and keeps no request', () => {
  const origins = new Origins(new TrustedProxies([]));
  const session = sessionFrom('192.0.2.1', 50_000);
  const origin = { address: '192.0.2.1', port: 50_000 };
  expect(origins.take(session)).toEqual(origin);
  expect(session.request).toBeUndefined();
  expect(origins.of(session)).toEqual(origin);
});

test('A session that comes by a trusted proxy is from where that says, and holds nothing else of it', () => {
  const origins = new Origins(new TrustedProxies(['127.0.0.1']));
  const session = sessionFrom('127.0.0.1', 50_000, { 'x-forwarded-for': '192.0.2.7:40000', host: 'otter.lan' });
  expect(origins.take(session)).toEqual({ address: '192.0.2.7', port: 40_000 });
});

test('Sessions are kept apart, and one that is not known has no origin', () => {
  const origins = new Origins(new TrustedProxies([]));
  const [first, second] = [sessionFrom('192.0.2.1', 1), sessionFrom('192.0.2.2', 2)];
  for (const session of [first, second]) origins.take(session);
  expect([first, second].map((session) => origins.of(session).port)).toEqual([1, 2]);
  expect(() => origins.of(sessionFrom('192.0.2.3', 3))).toThrow('not known');
});
