import { describe, expect, test } from 'vitest';
import { isAllowedHost } from '../../signaling/allowed-hosts.ts';

const names = ['otter.lan', 'lynx.example'];

test.each(['evil.example', '', undefined])('Without names, the server answers to %s', (host) => {
  expect(isAllowedHost(host, [])).toBe(true);
});

describe('with names, the server answers to', () => {
  test.each([
    'otter.lan',
    'otter.lan:3000',
    'OTTER.lan.:3000',
    'lynx.example',
    'localhost:3000',
    '192.168.1.20:3000',
    '[fd00::7]:3000',
    '[::1]',
  ])('%s', (host) => {
    expect(isAllowedHost(host, names)).toBe(true);
  });
});

describe('with names, the server does not answer to', () => {
  test.each([
    'evil.example:3000',
    'sub.otter.lan',
    'otter.lan.evil.example',
    'evil.example@192.168.1.20',
    '192.168.1.20@evil.example',
    'evil.example/otter.lan',
    '192.168.1',
    '',
    undefined,
  ])('%s', (host) => {
    expect(isAllowedHost(host, names)).toBe(false);
  });
});
