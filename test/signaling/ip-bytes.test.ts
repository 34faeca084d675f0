import { expect, test } from 'vitest';
import { ipBytes } from '../../signaling/ip-bytes.ts';

const hex = (address: string) => Buffer.from(ipBytes(address)).toString('hex');

test.each([
  ['192.0.2.1', 'c0000201'],
  ['255.255.255.255', 'ffffffff'],
  ['::', '0'.repeat(32)],
  ['::1', `${'0'.repeat(31)}1`],
  ['2001:db8::', `20010db8${'0'.repeat(24)}`],
  ['2001:db8:1234:5678:11:2233:4455:6677', '20010db8123456780011223344556677'],
  ['2001:DB8:0:0:1::1', '20010db8000000000001000000000001'],
  ['64:ff9b::192.0.2.1', '0064ff9b0000000000000000c0000201'],
])('The bytes of %s', (address, bytes) => {
  expect(hex(address)).toBe(bytes);
});
