import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, randomBelow, toHex } from '../../shared/random.ts';
import { bytesOf, scriptedRandom } from '../support/scripted-random.ts';

const TOP = 2 ** 24 - 1;

describe('randomBelow', () => {
  test('takes three bytes as one number, highest byte first', () => {
    expect(randomBelow(2 ** 24, scriptedRandom(0x12, 0x34, 0x56))).toBe(0x123456);
  });

  test('draws again when the number falls into the biased tail', () => {
    // 2^24 is 5592405 * 3 + 1: the highest number would make 0 likelier than 1 and 2.
    expect(randomBelow(3, scriptedRandom(...bytesOf(TOP), ...bytesOf(2)))).toBe(2);
  });

  test('keeps the highest number that is not in the tail', () => {
    expect(randomBelow(3, scriptedRandom(...bytesOf(TOP - 1)))).toBe(2);
  });

  test('never rejects where every outcome is equally likely', () => {
    expect(randomBelow(256, scriptedRandom(...bytesOf(TOP)))).toBe(255);
  });

  test('stays below its bound and agrees with the remainder', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 24 }), fc.nat({ max: TOP }), (bound, drawn) => {
        fc.pre(drawn < 2 ** 24 - (2 ** 24 % bound));
        expect(randomBelow(bound, scriptedRandom(...bytesOf(drawn)))).toBe(drawn % bound);
      }),
    );
  });
});

describe('hexadecimal', () => {
  test('has two lower-case characters for a byte', () => {
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
  });

  test('comes back as the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...fromHex(toHex(bytes))]).toEqual([...bytes]);
      }),
    );
  });
});
