import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import type { PeerId } from '../../shared/ids.ts';
import { PEER_PROTOCOL_VERSION } from '../../shared/peer-protocol.ts';
import { fromHex } from '../../shared/random.ts';
import type { RoomCode } from '../../shared/room-code.ts';
import { type CPaceInputs, calculateIsk, scalarMultVfy } from './cpace.ts';
import type { Fingerprints } from './fingerprints.ts';
import { lvCat, type Octets, type PublicShare, transcriptOc, utf8 } from './octet-strings.ts';

/** What both ends of a link agree on, and what follows from it. Pure: docs/decisions/0008-two-confirmations.md. */

/** What one end knows before the handshake. */
export interface LinkEnd {
  readonly self: PeerId;
  readonly other: PeerId;
  readonly code: RoomCode;
  readonly fingerprints: Fingerprints;
}

/** Something of either end. */
export interface Both<Part> {
  readonly own: Part;
  readonly other: Part;
}

export interface Agreement {
  /** The same at both ends when they have the same code. */
  readonly wordsKey: Octets;
  /** The same at both ends when they also see the same fingerprints. */
  readonly linkKey: Octets;
  /** What this handshake is and no other: to be signed. Public. */
  readonly binding: Octets;
}

/** A tag under each of the two keys, 64 octets each. */
export interface Confirmation {
  readonly words: Octets;
  readonly link: Octets;
}

/** The words are the password; all that is known of the link beforehand names the channel. */
export const cpaceInputs = (end: LinkEnd, nonces: Both<Octets>): CPaceInputs => ({
  PRS: utf8(end.code.words.join('-')),
  CI: lvCat(
    utf8(`lanline ${PEER_PROTOCOL_VERSION}`),
    utf8(`room ${end.code.number}`),
    ...inOrder(end, { own: fromHex(end.self), other: fromHex(end.other) }),
  ),
  sid: lvCat(...inOrder(end, nonces)),
});

/** Unique to this end of this link, as CPace without roles asks of it. */
export const associatedData = (peerId: PeerId, nonce: Octets): Octets => lvCat(fromHex(peerId), nonce);

/** Undefined when the other end's share is no point, or the identity element. */
export function agree(end: LinkEnd, inputs: CPaceInputs, y: bigint, shares: Both<PublicShare>): Agreement | undefined {
  const { CI, sid } = inputs;
  const isk = calculateIsk(sid, scalarMultVfy(y, shares.other.Y), transcriptOc(shares.own, shares.other));
  if (isk === undefined) return undefined;
  const fingerprints = inOrder(end, { own: fromHex(end.fingerprints.own), other: fromHex(end.fingerprints.other) });
  const points = inOrder(end, { own: shares.own.Y, other: shares.other.Y });
  return {
    wordsKey: deriveKey(isk, lvCat(utf8('lanline words'))),
    linkKey: deriveKey(isk, lvCat(utf8('lanline link'), ...fingerprints)),
    binding: sha512(lvCat(utf8('lanline handshake'), CI, sid, ...points, ...fingerprints)),
  };
}

/** What the sender of that share confirms with. */
export function confirm({ wordsKey, linkKey }: Agreement, { Y, AD }: PublicShare): Confirmation {
  const message = lvCat(Y, AD);
  return { words: hmac(sha512, wordsKey, message), link: hmac(sha512, linkKey, message) };
}

/** What somebody signs to say who they are and what they are called. */
export const introductionText = (binding: Octets, peerId: PeerId, name: string): Octets =>
  lvCat(utf8('lanline introduction'), binding, fromHex(peerId), utf8(name));

const deriveKey = (isk: Octets, info: Octets): Octets => hkdf(sha512, isk, undefined, info, 64);

/** The part of the end with the smaller id comes first, so that both ends put the two in one order. */
const inOrder = <Part>({ self, other }: LinkEnd, parts: Both<Part>): readonly [Part, Part] =>
  self < other ? [parts.own, parts.other] : [parts.other, parts.own];
