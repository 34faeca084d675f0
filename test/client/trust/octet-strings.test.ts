import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lexicographicallyLarger,
  lvCat,
  oCat,
  prependLen,
  transcriptIr,
  transcriptOc,
  utf8,
} from '../../../client/trust/octet-strings.ts';
import { toHex } from '../../../shared/random.ts';

const range = (count: number) => Uint8Array.from({ length: count }, (_, at) => at);
const octets = fc.uint8Array({ maxLength: 300 });

/** draft-irtf-cfrg-cpace-21, appendix A. */
describe('the test vectors of the draft', () => {
  test.each([
    [utf8(''), '00'],
    [utf8('1234'), '0431323334'],
    [range(127), `7f${toHex(range(127))}`],
    [range(128), `8001${toHex(range(128))}`],
  ])('hold for prepend_len', (string, expected) => {
    expect(toHex(prependLen(string))).toBe(expected);
  });

  test('hold for lv_cat', () => {
    expect(toHex(lvCat(utf8('1234'), utf8('5'), utf8(''), utf8('678')))).toBe('043132333401350003363738');
  });

  test.each([
    ['\0', '\0\0', false],
    ['\x01', '\0\0', true],
    ['\0\0', '\0', true],
    ['\0\0', '\x01', false],
    ['\0\x01', '\x01', false],
    ['ABCD', 'BCD', false],
  ])('hold for lexiographically_larger of %j and %j', (a, b, expected) => {
    expect(lexicographicallyLarger(utf8(a), utf8(b))).toBe(expected);
  });

  test.each([
    ['ABCD', 'BCD', '6f6342434441424344'],
    ['BCD', 'ABCDE', '6f634243444142434445'],
  ])('hold for o_cat of %s and %s', (a, b, expected) => {
    expect(toHex(oCat(utf8(a), utf8(b)))).toBe(expected);
  });

  const partyA = (Y: string) => ({ Y: utf8(Y), AD: utf8('PartyA') });
  const partyB = (Y: string) => ({ Y: utf8(Y), AD: utf8('PartyB') });

  test.each([
    ['123', '234', '03313233065061727479410332333406506172747942'],
    ['3456', '2345', '043334353606506172747941043233343506506172747942'],
  ])('hold for transcript_ir of %s and %s', (a, b, expected) => {
    expect(toHex(transcriptIr(partyA(a), partyB(b)))).toBe(expected);
  });

  test.each([
    ['123', '234', '6f6303323334065061727479420331323306506172747941'],
    ['3456', '2345', '6f63043334353606506172747941043233343506506172747942'],
  ])('hold for transcript_oc of %s and %s', (a, b, expected) => {
    expect(toHex(transcriptOc(partyA(a), partyB(b)))).toBe(expected);
  });
});

describe('what any octet strings are put together to', () => {
  test('is the same whichever comes first, where the order is to make no difference', () => {
    fc.assert(fc.property(octets, octets, (a, b) => toHex(oCat(a, b)) === toHex(oCat(b, a))));
  });

  test('is different for different lists', () => {
    fc.assert(
      fc.property(fc.array(octets, { maxLength: 4 }), fc.array(octets, { maxLength: 4 }), (a, b) => {
        const same = a.length === b.length && a.every((each, at) => toHex(each) === toHex(b[at] ?? range(0)));
        return same === (toHex(lvCat(...a)) === toHex(lvCat(...b)));
      }),
    );
  });
});
