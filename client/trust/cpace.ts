import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '../../shared/random.ts';
import { lvCat, type Octets, prependLen, utf8 } from './octet-strings.ts';

/**
 * CPace, a balanced password-authenticated key exchange: draft-irtf-cfrg-cpace-21 in the suite CPACE-RISTR255-SHA512.
 * Each run lets whoever does not know the password try one guess, and tells nothing by which more could be tried later.
 * The functions have the draft's names, in camel case.
 */

const { Point } = ristretto255;
type GroupElement = typeof Point.BASE;

export const DSI = utf8('CPaceRistretto255');

/** The block size of SHA-512, in octets. */
const S_IN_BYTES = 128;
const FIELD_SIZE_BYTES = 32;
const GROUP_SIZE_BITS = 252n;

/** G.I, the encoding of the identity element: what {@link scalarMultVfy} answers when it must not be gone on. */
export const IDENTITY: Octets = new Uint8Array(FIELD_SIZE_BYTES);

/** What the parties have agreed on before: the password, the channel identifier and the session identifier. */
export interface CPaceInputs {
  readonly PRS: Octets;
  readonly CI: Octets;
  readonly sid: Octets;
}

/** The zeros fill the first block of the hash, so that hashing takes equally long for every short password. */
export function generatorString({ PRS, CI, sid }: CPaceInputs): Octets {
  const lenZpad = Math.max(0, S_IN_BYTES - 1 - prependLen(PRS).length - prependLen(DSI).length);
  return lvCat(DSI, PRS, new Uint8Array(lenZpad), CI, sid);
}

export const calculateGenerator = (inputs: CPaceInputs): GroupElement =>
  elementDerivation(sha512(generatorString(inputs)));

/** A secret scalar, to be used once. Zero, which comes with a probability of 2^-252, is drawn again. */
export function sampleScalar(randomBytes: RandomBytes): bigint {
  for (;;) {
    const scalar = BigInt.asUintN(Number(GROUP_SIZE_BITS), bytesToNumberLE(randomBytes(FIELD_SIZE_BYTES)));
    if (scalar !== 0n) return scalar;
  }
}

export const scalarMult = (y: bigint, g: GroupElement): Octets => g.multiply(y).toBytes();

/** {@link IDENTITY} when `X` encodes the identity element or nothing at all. */
export function scalarMultVfy(y: bigint, X: Octets): Octets {
  const element = decode(X);
  return element === undefined || element.is0() ? IDENTITY : scalarMult(y, element);
}

/** The intermediate session key; undefined where the draft says that the run must be aborted. */
export function calculateIsk(sid: Octets, K: Octets, transcript: Octets): Octets | undefined {
  if (K.every((octet) => octet === 0)) return undefined;
  return sha512(concatBytes(lvCat(concatBytes(DSI, utf8('_ISK')), sid, K), transcript));
}

export const calculateSidOutput = (transcript: Octets): Octets =>
  sha512(concatBytes(utf8('CPaceSidOutput'), transcript));

/** RFC 9496, section 4.3.4. The library's types leave open whether a group has it. */
function elementDerivation(octets: Octets): GroupElement {
  const element = ristretto255_hasher.deriveToCurve?.(octets);
  if (element === undefined) throw new TypeError('ristretto255 lacks its element derivation');
  return element;
}

function decode(X: Octets): GroupElement | undefined {
  try {
    return Point.fromBytes(X);
  } catch {
    // The library tells in no other way that these octets encode no element.
    return undefined;
  }
}
