import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameOrigin } from '../../signaling/same-origin.ts';

describe('signaling is open to', () => {
  test.each([
    ['the page itself', '192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['the page over https', '192.168.1.20:3000', 'https://192.168.1.20:3000'],
    ['the page at a name', 'otter.lan:3000', 'http://otter.lan:3000'],
    ['the page at a name in capitals', 'Otter.LAN:3000', 'http://otter.lan:3000'],
    ['the page at an IPv6 address', '[fd00::7]:3000', 'http://[fd00::7]:3000'],
    ['the page at the port of its scheme', 'otter.lan', 'https://otter.lan'],
    ['the page at that port, by a proxy that names it', 'otter.lan:443', 'https://otter.lan'],
    ['what is not a browser', '192.168.1.20:3000', undefined],
  ])('%s', (_, host, origin) => {
    expect(isSameOrigin(origin, host)).toBe(true);
  });
});

describe('signaling is closed to', () => {
  test.each([
    ["a stranger's page", 'http://evil.example'],
    ["a stranger's page on this port", 'http://evil.example:3000'],
    ['a page on another host of the network', 'http://192.168.1.21:3000'],
    ['a page on another port of this host', 'http://192.168.1.20:8080'],
    ['a page of another scheme', 'ftp://192.168.1.20:3000'],
    ['a file or a sandboxed frame', 'null'],
    ['what is no origin', '192.168.1.20:3000'],
    ['an empty origin', ''],
  ])('%s', (_, origin) => {
    expect(isSameOrigin(origin, '192.168.1.20:3000')).toBe(false);
  });

  test('a page, when no host was asked for', () => {
    expect(isSameOrigin('http://192.168.1.20:3000', undefined)).toBe(false);
    expect(isSameOrigin('http://192.168.1.20:3000', '')).toBe(false);
  });
});

test('Whatever the headers are, nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (origin, host) => {
      expect(typeof isSameOrigin(origin, host)).toBe('boolean');
      expect(typeof isSameOrigin('http://otter.lan', host)).toBe('boolean');
    }),
  );
});
