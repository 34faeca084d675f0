import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  CONNECTIONS_MAX,
  CONNECTIONS_PER_SOURCE_MAX,
  HANDSHAKE_BURST,
  HANDSHAKES_PER_SECOND,
} from '../../shared/limits.ts';
import { Admission } from '../../signaling/admission.ts';
import { TrustedProxies } from '../../signaling/trusted-proxies.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function requestFrom(address: string, headers: NodeJS.Dict<string> = {}): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  return Object.assign(new IncomingMessage(socket), { headers: { host: 'otter.lan:3000', ...headers } });
}

const here = requestFrom('192.0.2.1');
const elsewhere = requestFrom('192.0.2.2');

function createAdmission(allowedHosts: readonly string[] = [], maxConnections: number = CONNECTIONS_MAX) {
  const clock = createFakeClock();
  const proxies = new TrustedProxies(['127.0.0.1']);
  const admission = new Admission({ proxies, allowedHosts, maxConnections }, clock.now);
  const refusals = (count: number, request = here) =>
    Array.from({ length: count }, () => admission.refusal(request)).filter((refusal) => refusal !== undefined);
  return { clock, admission, refusals };
}

describe('a new socket', () => {
  test('is welcome', () => {
    expect(createAdmission().refusals(1)).toEqual([]);
  });

  test('is refused to the page of somebody else', () => {
    const { refusals } = createAdmission();
    expect(refusals(1, requestFrom('192.0.2.1', { origin: 'http://evil.example' }))).toEqual(['wrong-origin']);
  });

  test('is refused at a name that the server does not answer to, even to its own page', () => {
    const { refusals } = createAdmission(['otter.lan']);
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    expect(refusals(1, requestFrom('192.0.2.1', rebound))).toEqual(['unknown-host']);
    expect(refusals(1)).toEqual([]);
  });

  test('that comes by a trusted proxy counts for whom the proxy asks, at the host that they asked for', () => {
    const { refusals } = createAdmission();
    const forwarded = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-host': 'lynx.lan', origin: 'https://lynx.lan' };
    expect(refusals(HANDSHAKE_BURST + 1, requestFrom('127.0.0.1', forwarded))).toEqual(['rate-limited']);
    expect(refusals(1)).toEqual(['rate-limited']);
    expect(refusals(1, elsewhere)).toEqual([]);
    expect(refusals(1, requestFrom('192.0.2.2', forwarded))).toEqual(['wrong-origin']);
  });

  test('is refused to an address that opens too many at once, and to no other', () => {
    const { clock, refusals } = createAdmission();
    expect(refusals(HANDSHAKE_BURST + 2)).toEqual(['rate-limited', 'rate-limited']);
    expect(refusals(1, elsewhere)).toEqual([]);
    clock.advance(1_000);
    expect(refusals(HANDSHAKES_PER_SECOND + 1)).toEqual(['rate-limited']);
  });

  test('may not stay when its address has too many, until one of them closes', () => {
    const { admission } = createAdmission();
    const closes = Array.from({ length: CONNECTIONS_PER_SOURCE_MAX }, () => admission.open('192.0.2.1'));
    expect(admission.open('192.0.2.1')).toBeUndefined();
    expect(admission.open('192.0.2.2')).toBeDefined();
    closes[0]?.();
    expect(admission.open('192.0.2.1')).toBeDefined();
  });

  test('is refused while there are too many in all', () => {
    const { admission, refusals } = createAdmission([], 20);
    const closes = Array.from({ length: 20 }, () => admission.open('192.0.2.2'));
    expect(refusals(1)).toEqual(['too-many-connections']);
    closes[0]?.();
    expect(refusals(1)).toEqual([]);
  });
});
