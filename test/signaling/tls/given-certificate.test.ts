import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LaunchError } from '../../../signaling/launch-error.ts';
import { readCertificate } from '../../../signaling/tls/given-certificate.ts';
import { createSelfSigned } from '../../../signaling/tls/self-signed.ts';

const request = { names: ['localhost'], notBefore: new Date(0), notAfter: new Date(1e12) };
const [own, other] = [createSelfSigned(request), createSelfSigned(request)];

let directory: string;
const at = (name: string) => join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'lanline-given-'));
  writeFileSync(at('own.crt'), own.cert);
  writeFileSync(at('own.key'), own.key);
  writeFileSync(at('other.key'), other.key);
  writeFileSync(at('nonsense'), 'nonsense');
});

afterAll(() => rmSync(directory, { recursive: true }));

test('A certificate and its key are read', () => {
  expect(readCertificate({ cert: at('own.crt'), key: at('own.key') })).toEqual(own);
});

test.each([
  ['missing', 'own.key', /^The file of --cert, .*missing, cannot be read \(ENOENT\)\.$/],
  ['own.crt', 'missing', /^The file of --key, .*missing, cannot be read \(ENOENT\)\.$/],
  ['nonsense', 'own.key', /^The file of --cert, .*nonsense, is not a certificate in PEM form\.$/],
  ['own.crt', 'nonsense', /^The file of --key, .*nonsense, is not a key in PEM form without a password\.$/],
  ['own.crt', 'other.key', /^The key in .*other\.key does not belong to the certificate in .*own\.crt\.$/],
])('What is wrong with %s and %s is said in one sentence', (cert, key, sentence) => {
  const read = () => readCertificate({ cert: at(cert), key: at(key) });
  expect(read).toThrow(LaunchError);
  expect(read).toThrow(sentence);
});
