import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { ipBytes } from '../ip-bytes.ts';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

/** What TLS needs, both as PEM text. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateRequest {
  /** Host names and IP addresses that it is for. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A new key, and a certificate for it that vouches for itself: X.509 version 3 (RFC 5280) on P-256 with SHA-256. */
export function createSelfSigned({ names, notBefore, notAfter }: CertificateRequest): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    ecdsaWithSha256,
    ownName,
    sequence(time(notBefore), time(notAfter)),
    ownName,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensionsFor(names))),
  );
  const certificate = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, privateKey)));
  return { key: pemOf(privateKey), cert: pem('CERTIFICATE', certificate) };
}

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const commonName = objectIdentifier('2.5.4.3');
const ownName = sequence(set(sequence(commonName, utf8String('Lanline'))));

/** That it is for a server of these names, and vouches for nobody else (RFC 5280, section 4.2.1). */
function extensionsFor(names: readonly string[]): readonly Buffer[] {
  const serverAuth = objectIdentifier('1.3.6.1.5.5.7.3.1');
  const digitalSignature = bitString(Buffer.from([0x80]), 7);
  return [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', digitalSignature, true),
    extension('2.5.29.37', sequence(serverAuth), false),
    extension('2.5.29.17', sequence(...names.map(generalName)), false),
  ];
}

function extension(id: string, value: Buffer, isCritical: boolean): Buffer {
  const flags = isCritical ? [boolean(true)] : [];
  return sequence(objectIdentifier(id), ...flags, octetString(value));
}

const generalName = (name: string): Buffer =>
  isIP(name) === 0 ? implicit(2, Buffer.from(name)) : implicit(7, ipBytes(name));

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
