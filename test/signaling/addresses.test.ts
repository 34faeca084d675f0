import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { plainAddress, reachableUrls } from '../../signaling/addresses.ts';

function info(address: string): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '', internal: false, cidr: null };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

const interfaces = {
  lo: [info('127.0.0.1'), info('::1')],
  vpn: [info('100.64.0.7'), info('172.32.0.1'), info('172.16.0.1'), info('172.31.255.1')],
  eth0: [info('10.1.2.3'), info('fd00::7'), info('fe80::1'), info('2001:db8::7'), info('febf::1')],
  wlan0: [info('192.168.1.20')],
  down: undefined,
};
const urlsAt = (host: string, port = 3000) => reachableUrls(interfaces, { host, port });

describe('a server on every IPv4 address', () => {
  test('is offered at private addresses, then others, then on this computer, and at no IPv6 address', () => {
    expect(urlsAt('0.0.0.0')).toEqual([
      { url: 'http://192.168.1.20:3000/', from: 'network' },
      { url: 'http://10.1.2.3:3000/', from: 'network' },
      { url: 'http://172.16.0.1:3000/', from: 'network' },
      { url: 'http://172.31.255.1:3000/', from: 'network' },
      { url: 'http://100.64.0.7:3000/', from: 'network' },
      { url: 'http://172.32.0.1:3000/', from: 'network' },
      { url: 'http://127.0.0.1:3000/', from: 'this computer' },
    ]);
  });

  test('needs no port in its URLs on port 80', () => {
    expect(urlsAt('0.0.0.0', 80)[0]?.url).toBe('http://192.168.1.20/');
  });

  test('is offered over https at the same port, port 80 among them', () => {
    const secure = (port: number) => reachableUrls(interfaces, { host: '192.168.1.20', port, scheme: 'https' })[0]?.url;
    expect(secure(3000)).toBe('https://192.168.1.20:3000/');
    expect(secure(80)).toBe('https://192.168.1.20:80/');
    expect(secure(443)).toBe('https://192.168.1.20/');
  });

  test('is offered nowhere when the computer has no address', () => {
    expect(reachableUrls({}, { host: '0.0.0.0', port: 3000 })).toEqual([]);
  });
});

describe('a server on every address', () => {
  const urls = urlsAt('::').map(({ url }) => url);

  test('is offered at IPv6 addresses in brackets, after all others', () => {
    expect(urls.slice(-4)).toEqual([
      'http://[fd00::7]:3000/',
      'http://[2001:db8::7]:3000/',
      'http://127.0.0.1:3000/',
      'http://[::1]:3000/',
    ]);
  });

  test('is not offered at link-local IPv6 addresses, which need a zone', () => {
    expect(urls.join()).not.toMatch(/fe[89ab]/);
  });
});

describe('a server on one address', () => {
  test.each([
    ['192.168.1.20', 'http://192.168.1.20:3000/', 'network'],
    ['fd00::7', 'http://[fd00::7]:3000/', 'network'],
    ['otter.lan', 'http://otter.lan:3000/', 'network'],
    ['feather.lan', 'http://feather.lan:3000/', 'network'],
    ['localhost', 'http://localhost:3000/', 'this computer'],
    ['127.0.0.2', 'http://127.0.0.2:3000/', 'this computer'],
    ['::1', 'http://[::1]:3000/', 'this computer'],
  ])('is offered at %s alone', (host, url, from) => {
    expect(urlsAt(host)).toEqual([{ url, from }]);
  });
});

describe('a remote address', () => {
  test.each([
    ['::ffff:192.168.1.20', '192.168.1.20'],
    ['::FFFF:192.168.1.20', '192.168.1.20'],
    ['192.168.1.20', '192.168.1.20'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:abcd', '::ffff:abcd'],
  ])('%s is written %s', (remote, plain) => {
    expect(plainAddress(remote)).toBe(plain);
  });
});
