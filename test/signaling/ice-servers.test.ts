import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ICE_CREDENTIAL_LENGTH_MAX, ICE_URL_LENGTH_MAX } from '../../shared/limits.ts';
import { iceServerSchema } from '../../shared/signaling-protocol.ts';
import { readIceServer } from '../../signaling/ice-server-urls.ts';
import { iceServersAt } from '../../signaling/ice-servers.ts';

describe('the URL of an ICE server', () => {
  test.each([
    ['stun:otter.example:3478', { type: 'stun', url: 'stun:otter.example:3478' }],
    ['stun:192.0.2.1', { type: 'stun', url: 'stun:192.0.2.1' }],
    ['STUN:[2001:db8::1]:3478', { type: 'stun', url: 'stun:[2001:db8::1]:3478' }],
    ['turn:otter:3478', { type: 'turn-by-secret', url: 'turn:otter:3478' }],
    [
      'turn:ann:pass@otter:3478?transport=udp',
      { type: 'turn', url: 'turn:otter:3478?transport=udp', username: 'ann', credential: 'pass' },
    ],
    [
      'turns:ann:p:a@ss@[::1]?transport=tcp',
      { type: 'turn', url: 'turns:[::1]?transport=tcp', username: 'ann', credential: 'p:a@ss' },
    ],
  ])('%s is read', (text, server) => {
    expect(readIceServer(text)).toEqual(server);
    if (server.type !== 'turn-by-secret') expect(v.is(iceServerSchema, server)).toBe(true);
  });

  test.each([
    '',
    'otter:3478',
    'http://otter',
    'stun:',
    'stun:otter:',
    'stun:otter:65536',
    'stun:otter:0',
    'stuns:otter',
    'stun:999.1.1.1',
    'stun:[:]',
    'stun:[192.0.2.1]',
    'stun:otter:x',
    'stun:-otter',
    'stun:::1',
    'stun:[otter]',
    'stun:otter?transport=udp',
    'stun:ann:pass@otter',
    'turn:ann@otter',
    'turn::pass@otter',
    'turn:ann:@otter',
    'turn:otter?transport=sctp',
    'turn:otter?transport=udp ',
    'turn:ot ter',
    `stun:${'o'.repeat(ICE_URL_LENGTH_MAX)}`,
    `turn:ann:${'p'.repeat(ICE_CREDENTIAL_LENGTH_MAX + 1)}@otter`,
  ])('"%s" is none', (text) => {
    expect(readIceServer(text)).toBeUndefined();
  });
});

describe('the servers that a browser is told of', () => {
  const further = [{ type: 'stun', url: 'stun:otter' }] as const;

  test('begin with the own one, when it is open', () => {
    const options = { iceServers: further, turnSecret: undefined };
    expect(iceServersAt(0, { status: 'open', port: 3478 }, options)).toEqual([
      { type: 'own-stun', port: 3478 },
      ...further,
    ]);
    expect(iceServersAt(0, { status: 'closed' }, options)).toEqual(further);
    expect(iceServersAt(0, { status: 'unavailable', port: 1, code: 'EACCES' }, options)).toEqual(further);
  });

  test('have credentials made from the secret, for a day', () => {
    const options = { iceServers: [{ type: 'turn-by-secret', url: 'turn:otter' }], turnSecret: 'north' } as const;
    // printf %s 1700086400 | openssl dgst -sha1 -hmac north -binary | base64
    const account = { username: '1700086400', credential: 'K+RlgFj3QLvB7WAVHfjfgMgyBeA=' };
    expect(iceServersAt(1_700_000_000.9, { status: 'closed' }, options)).toEqual([
      { type: 'turn', url: 'turn:otter', ...account },
    ]);
  });
});
