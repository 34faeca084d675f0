import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LaunchError } from '../launch-error.ts';
import type { Certificate } from './self-signed.ts';

/** Where the files are that the server was told to use. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** Reads a certificate, or a chain of them, and its key, both PEM. Throws a LaunchError that says what is wrong. */
export function readCertificate({ cert, key }: CertificateFiles): Certificate {
  const read = { cert: readText('--cert', cert), key: readText('--key', key) };
  const x509 = parse(
    `The file of --cert, ${cert}, is not a certificate in PEM form.`,
    () => new X509Certificate(read.cert),
  );
  const privateKey = parse(`The file of --key, ${key}, is not a key in PEM form without a password.`, () =>
    createPrivateKey(read.key),
  );
  if (!x509.checkPrivateKey(privateKey)) {
    throw new LaunchError(`The key in ${key} does not belong to the certificate in ${cert}.`);
  }
  return read;
}

function readText(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new LaunchError(`The file of ${option}, ${path}, cannot be read${code}.`, { cause });
  }
}

function parse<Value>(sentence: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new LaunchError(sentence, { cause });
  }
}
