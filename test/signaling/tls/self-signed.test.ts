import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSelfSigned } from '../../../signaling/tls/self-signed.ts';

const names = ['localhost', 'otter.local', '192.168.1.20', '2001:db8::7'];
const notBefore = new Date('2026-01-02T03:04:05Z');
const notAfter = new Date('2051-01-02T03:04:05Z');
const { key, cert } = createSelfSigned({ names, notBefore, notAfter });
const x509 = new X509Certificate(cert);

test('The certificate vouches for itself, with the key that comes with it', () => {
  expect(x509.verify(x509.publicKey)).toBe(true);
  expect(x509.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(x509.subject).toBe('CN=Lanline');
  expect(x509.issuer).toBe('CN=Lanline');
});

test('The certificate is for its names and addresses, and for no other', () => {
  expect(x509.subjectAltName).toBe(
    'DNS:localhost, DNS:otter.local, IP Address:192.168.1.20, IP Address:2001:DB8:0:0:0:0:0:7',
  );
  expect(x509.checkHost('otter.local')).toBe('otter.local');
  expect(x509.checkIP('2001:db8::7')).toBe('2001:db8::7');
  expect(x509.checkHost('evil.example')).toBeUndefined();
  expect(x509.checkIP('192.168.1.21')).toBeUndefined();
});

test('The certificate holds for its time', () => {
  expect(new Date(x509.validFrom)).toEqual(notBefore);
  expect(new Date(x509.validTo)).toEqual(notAfter);
});

test('The certificate is one of a server, and may sign no other', () => {
  expect(x509.ca).toBe(false);
  expect(x509.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(x509.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
});

test('No two certificates have a key or a number in common', () => {
  const other = createSelfSigned({ names, notBefore, notAfter });
  expect(other.key).not.toBe(key);
  expect(new X509Certificate(other.cert).serialNumber).not.toBe(x509.serialNumber);
});
