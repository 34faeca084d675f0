import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { certificateNames, type OwnNames } from '../../../signaling/tls/certificate-names.ts';

function info(address: string): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '', internal: false, cidr: null };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

const namesOf = (own: Partial<OwnNames>) =>
  certificateNames({ interfaces: {}, hostname: 'otter', host: '0.0.0.0', allowedHosts: [], ...own });

test('A certificate is for every address of the computer but link-local ones, each once', () => {
  const interfaces = {
    lo: [info('127.0.0.1'), info('::1')],
    wlan0: [info('192.168.1.20'), info('fd00::7'), info('fe80::1')],
    down: undefined,
  };
  expect(namesOf({ interfaces })).toEqual([
    'localhost',
    'otter',
    'otter.local',
    '127.0.0.1',
    '::1',
    '192.168.1.20',
    'fd00::7',
  ]);
});

test('A certificate is for the names that the options name', () => {
  const names = namesOf({ host: 'Lynx.lan', allowedHosts: ['elk.lan', 'lynx.lan'] });
  expect(names).toEqual(['localhost', 'otter', 'otter.local', 'lynx.lan', 'elk.lan', '127.0.0.1', '::1']);
});

test('A computer that knows its whole name has no other', () => {
  expect(namesOf({ hostname: 'Otter.example.' })).toEqual(['localhost', 'otter.example', '127.0.0.1', '::1']);
});

test.each(['', 'my otter', 'ötter', 'x'.repeat(64)])('A computer that calls itself %j is left unnamed', (hostname) => {
  expect(namesOf({ hostname })).toEqual(['localhost', '127.0.0.1', '::1']);
});
