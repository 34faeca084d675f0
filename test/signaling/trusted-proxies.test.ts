import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Client, TrustedProxies } from '../../signaling/trusted-proxies.ts';

const proxies = new TrustedProxies(['127.0.0.1', '10.0.0.0/8', 'fd00::/64']);

/** What is believed of a request that comes over a connection from that address. */
function clientOf(remoteAddress: string, headers: Record<string, string>): Client {
  return proxies.clientOf({
    headers: { host: 'inner:3000', ...headers },
    socket: { remoteAddress, remotePort: 50_000 },
  });
}

const forwardedFor = (list: string) => ({ 'x-forwarded-for': list });

describe('somebody who is no trusted proxy', () => {
  test.each(['192.0.2.1', '::ffff:192.0.2.1', '11.0.0.1', 'fd00:0:0:1::1'])('from %s is never believed', (address) => {
    const headers = { ...forwardedFor('198.51.100.1'), 'x-forwarded-host': 'evil.example' };
    const { address: seen, port, host } = clientOf(address, headers);
    expect({ seen, port, host }).toEqual({
      seen: address.replace('::ffff:', ''),
      port: 50_000,
      host: 'inner:3000',
    });
  });

  test('is not believed when there are no trusted proxies at all', () => {
    const request = { headers: forwardedFor('198.51.100.1'), socket: { remoteAddress: '127.0.0.1', remotePort: 1 } };
    expect(new TrustedProxies([]).clientOf(request)).toEqual({ address: '127.0.0.1', port: 1, host: undefined });
  });
});

describe('a trusted proxy', () => {
  test.each([
    ['198.51.100.1', '198.51.100.1', 0],
    ['198.51.100.1:4711', '198.51.100.1', 4_711],
    ['2001:db8::1', '2001:db8::1', 0],
    ['[2001:db8::1]', '2001:db8::1', 0],
    ['[2001:db8::1]:4711', '2001:db8::1', 4_711],
    ['::ffff:198.51.100.1', '198.51.100.1', 0],
  ])('may say that it asks for %s', (entry, address, port) => {
    expect(clientOf('127.0.0.1', forwardedFor(entry))).toEqual({ address, port, host: 'inner:3000' });
  });

  test.each(['::ffff:127.0.0.1', '10.1.2.3', 'fd00::7'])('may be at %s', (address) => {
    expect(clientOf(address, forwardedFor('198.51.100.1')).address).toBe('198.51.100.1');
  });

  test('is believed only in what it has added itself', () => {
    expect(clientOf('127.0.0.1', forwardedFor('203.0.113.9, 198.51.100.1')).address).toBe('198.51.100.1');
  });

  test('may stand behind another one', () => {
    expect(clientOf('127.0.0.1', forwardedFor('203.0.113.9, 198.51.100.1, 10.0.0.5')).address).toBe('198.51.100.1');
  });

  test.each(['', 'unknown', '198.51.100', '198.51.100.1:99999', '198.51.100.1,'])(
    'is itself the client when it says %j',
    (list) => {
      expect(clientOf('127.0.0.1', forwardedFor(list))).toMatchObject({ address: '127.0.0.1', port: 50_000 });
    },
  );

  test('may say which host was asked for', () => {
    expect(clientOf('127.0.0.1', { 'x-forwarded-host': 'otter.lan:8443' }).host).toBe('otter.lan:8443');
    expect(clientOf('127.0.0.1', { 'x-forwarded-host': 'evil.example, otter.lan' }).host).toBe('otter.lan');
  });

  test('may say anything, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (list, host) => {
        const { address } = clientOf('127.0.0.1', { ...forwardedFor(list), 'x-forwarded-host': host });
        expect(address).not.toBe('');
      }),
    );
  });
});
