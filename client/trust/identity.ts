import { ed25519 } from '@noble/curves/ed25519.js';
import * as v from 'valibot';
import { type IdentityKey, identityKeySchema } from '../../shared/ids.ts';
import { fromHex, type RandomBytes, toHex } from '../../shared/random.ts';
import type { Octets } from './octet-strings.ts';

/** An Ed25519 key pair (RFC 8032): who a browser is, for those who have met it before. */
export interface Identity {
  readonly publicKey: IdentityKey;
  /** 32 octets that never leave the browser. */
  readonly secretKey: Octets;
}

export const createIdentity = (randomBytes: RandomBytes): Identity => identityOf(randomBytes(32));

export const identityOf = (secretKey: Octets): Identity => ({
  publicKey: v.parse(identityKeySchema, toHex(ed25519.getPublicKey(secretKey))),
  secretKey,
});

/** A signature of 64 octets. */
export const sign = ({ secretKey }: Identity, message: Octets): Octets => ed25519.sign(message, secretKey);

/** Also refuses keys of small order, for which anybody can make signatures. */
export const isSignedBy = (publicKey: IdentityKey, message: Octets, signature: Octets): boolean =>
  ed25519.verify(signature, message, fromHex(publicKey), { zip215: false });
