import { describe, expect, test } from 'vitest';
import {
  bitString,
  boolean,
  der,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from '../../../signaling/tls/der.ts';

const bytes = (text: string) => Buffer.from(text, 'hex');
const hex = (encoded: Buffer) => encoded.toString('hex');

test.each([
  ['a short value', der(0x04, bytes('0102')), '04020102'],
  ['true', boolean(true), '0101ff'],
  ['false', boolean(false), '010100'],
  ['zero', integer(bytes('00')), '020100'],
  ['no bytes at all', integer(bytes('')), '020100'],
  ['a small integer', integer(bytes('02')), '020102'],
  ['an integer with leading zeros', integer(bytes('000002')), '020102'],
  ['an integer with its highest bit set', integer(bytes('ff01')), '020300ff01'],
  ['a string of bytes', octetString(bytes('3000')), '04023000'],
  ['a string of bits', bitString(bytes('80'), 7), '03020780'],
  ['a text', utf8String('Otter'), '0c054f74746572'],
  ['a field that wraps', explicit(3, sequence()), 'a3023000'],
  ['a field in place of a tag', implicit(2, Buffer.from('a')), '820161'],
  ['a sequence', sequence(integer(bytes('01')), boolean(true)), '30060201010101ff'],
  ['a set', set(integer(bytes('01'))), '3103020101'],
  ['an identifier', objectIdentifier('2.5.29.17'), '0603551d11'],
  ['an identifier with a large number', objectIdentifier('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
])('%s is encoded as X.690 has it', (_, encoded, expected) => {
  expect(hex(encoded)).toBe(expected);
});

describe('a time', () => {
  test.each([
    ['2026-03-04T05:06:07.890Z', 0x17, '260304050607Z'],
    ['2049-12-31T23:59:59Z', 0x17, '491231235959Z'],
    ['2050-01-01T00:00:00Z', 0x18, '20500101000000Z'],
  ])('%s', (iso, tag, text) => {
    expect(time(new Date(iso))).toEqual(der(tag, Buffer.from(text)));
  });
});

test.each([
  [127, '7f'],
  [128, '8180'],
  [255, '81ff'],
  [256, '820100'],
  [65_535, '82ffff'],
])('A length of %i', (length, expected) => {
  expect(hex(octetString(Buffer.alloc(length))).slice(2, -2 * length)).toBe(expected);
});
