import { concatBytes } from '@noble/hashes/utils.js';

/**
 * How the draft puts octet strings together so that no two lists of them look the same (draft-irtf-cfrg-cpace-21,
 * appendix A). The functions have the draft's names, in camel case.
 */

export type Octets = Uint8Array;

export const utf8 = (text: string): Octets => new TextEncoder().encode(text);

/** The octets behind their number, in LEB128. */
export const prependLen = (octets: Octets): Octets => concatBytes(leb128(octets.length), octets);

export const lvCat = (...strings: readonly Octets[]): Octets => concatBytes(...strings.map(prependLen));

/** Whether `a` comes after `b` in the order of octets; a string comes after its own beginning. */
export function lexicographicallyLarger(a: Octets, b: Octets): boolean {
  for (const [at, octet] of a.entries()) {
    const other = b[at];
    if (octet !== other) return other === undefined || octet > other;
  }
  return false;
}

/** Both in an order that does not depend on who is which. */
export const oCat = (a: Octets, b: Octets): Octets =>
  lexicographicallyLarger(a, b) ? concatBytes(utf8('oc'), a, b) : concatBytes(utf8('oc'), b, a);

/** What one party sends: its public share Y and its associated data AD. */
export interface PublicShare {
  readonly Y: Octets;
  readonly AD: Octets;
}

export const transcriptIr = (a: PublicShare, b: PublicShare): Octets => concatBytes(lvCat(a.Y, a.AD), lvCat(b.Y, b.AD));

export const transcriptOc = (a: PublicShare, b: PublicShare): Octets => oCat(lvCat(a.Y, a.AD), lvCat(b.Y, b.AD));

function leb128(value: number): Octets {
  const octets: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) octets.push((rest % 128) + 128);
  return Uint8Array.from([...octets, rest]);
}
