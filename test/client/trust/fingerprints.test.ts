import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFingerprint } from '../../../client/trust/fingerprints.ts';

const octets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
const lineOf = (bytes: Uint8Array) => `a=fingerprint:sha-256 ${hexOf(bytes).join(':').toUpperCase()}`;
const [one, other] = [lineOf(new Uint8Array(32).fill(1)), lineOf(new Uint8Array(32).fill(2))];
const inHex = '01'.repeat(32);

describe('the fingerprint of a session description', () => {
  test('is read wherever it stands', () => {
    expect(readFingerprint(`v=0\r\n${one}\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n`)).toBe(inHex);
    expect(readFingerprint(`v=0\nm=application 9\n${one}\n`)).toBe(inHex);
  });

  test('may be said more than once', () => {
    expect(readFingerprint(`${one}\r\nm=application\r\n${one.toLowerCase()}`)).toBe(inHex);
  });

  test('is any that a browser writes', () => {
    fc.assert(fc.property(octets, (bytes) => readFingerprint(`v=0\r\n${lineOf(bytes)}\r\n`) === hexOf(bytes).join('')));
  });

  test.each([
    ['there are two', `${one}\r\n${other}`],
    ['there are two, in whatever case', `${one}\r\n${other.replace('a=f', 'A=F')}`],
    ['another one is behind a bare carriage return', `${one}\r${other}`],
    ['there is one of another hash besides', `${one}\r\na=fingerprint:sha-1 01:02`],
    ['it is of another hash', one.replace('sha-256', 'sha-512')],
    ['it is too short', one.slice(0, -3)],
    ['it is too long', `${one}:01`],
    ['there is none', 'v=0\r\n'],
    ['there is nothing', ''],
  ])('is none when %s', (_what, sdp) => {
    expect(readFingerprint(sdp)).toBeUndefined();
  });
});
