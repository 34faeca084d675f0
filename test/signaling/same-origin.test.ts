import { describe, expect, test } from 'vitest';
import { isSameOrigin } from '../../signaling/same-origin.ts';

const ask = (host: string, origin?: string) =>
  isSameOrigin({ headers: origin === undefined ? { host } : { host, origin } });

describe('signaling is open to', () => {
  test.each([
    ['the page itself', '192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['the page at a name', 'otter.lan:3000', 'http://otter.lan:3000'],
    ['the page at an IPv6 address', '[fd00::7]:3000', 'http://[fd00::7]:3000'],
    ['the page behind a proxy that leaves the port out', 'otter.lan', 'https://otter.lan:8443'],
    ['what is not a browser', '192.168.1.20:3000', undefined],
  ])('%s', (_, host, origin) => {
    expect(ask(host, origin)).toBe(true);
  });
});

describe('signaling is closed to', () => {
  test.each([
    ["a stranger's page", 'http://evil.example'],
    ['a page on another host of the network', 'http://192.168.1.21:3000'],
    ['a file or a sandboxed frame', 'null'],
  ])('%s', (_, origin) => {
    expect(ask('192.168.1.20:3000', origin)).toBe(false);
  });
});
