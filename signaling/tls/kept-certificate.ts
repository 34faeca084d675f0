import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { CERTIFICATE_DAYS, CERTIFICATE_RENEWAL_DAYS } from '../../shared/limits.ts';
import { LaunchError } from '../launch-error.ts';
import { type Certificate, createSelfSigned } from './self-signed.ts';

export interface KeptCertificate {
  /** Where it is kept; made if need be, for its owner alone. */
  readonly directory: string;
  /** Host names and IP addresses that it must be for; it may be for more. */
  readonly names: readonly string[];
  /** In ms since 1970. */
  readonly now: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const KEY_FILE = 'tls-key.pem';
const CERTIFICATE_FILE = 'tls-certificate.pem';

/**
 * The certificate that is kept, or a new one if there is none, or it is not for all of the names, or it soon expires, or
 * others may read its key. Throws a LaunchError when it cannot be kept.
 */
export function keepCertificate({ directory, names, now }: KeptCertificate): Certificate {
  try {
    const kept = readKept(directory);
    if (kept !== undefined && serves(kept, names, now)) return kept;
    const made = createSelfSigned({
      names,
      // Clocks differ: it holds since yesterday.
      notBefore: new Date(now - DAY_MS),
      notAfter: new Date(now + CERTIFICATE_DAYS * DAY_MS),
    });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    replaceFile(join(directory, KEY_FILE), made.key);
    replaceFile(join(directory, CERTIFICATE_FILE), made.cert);
    return made;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const problem = `The certificate cannot be kept in ${directory} (${error.code})`;
    throw new LaunchError(`${problem}: choose another place with --data-dir.`, { cause: error });
  }
}

/** Undefined when there is none, or its key is open to others. */
function readKept(directory: string): Certificate | undefined {
  const keyFile = join(directory, KEY_FILE);
  const mode = statSync(keyFile, { throwIfNoEntry: false })?.mode;
  const certificateFile = join(directory, CERTIFICATE_FILE);
  if (mode === undefined || statSync(certificateFile, { throwIfNoEntry: false }) === undefined) return undefined;
  // Windows has no such modes, and answers that all may read.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) return undefined;
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certificateFile, 'utf8') };
}

/** Whether a certificate is sound, for all of the names, and for some time yet. */
export function serves({ key, cert }: Certificate, names: readonly string[], now: number): boolean {
  try {
    const x509 = new X509Certificate(cert);
    const isFor = (name: string) => (isIP(name) === 0 ? x509.checkHost(name) : x509.checkIP(name)) !== undefined;
    const isFresh = Date.parse(x509.validTo) - now > CERTIFICATE_RENEWAL_DAYS * DAY_MS;
    return isFresh && x509.checkPrivateKey(createPrivateKey(key)) && names.every(isFor);
  } catch {
    // Whatever the files hold, it is no certificate with its key: a new one takes its place.
    return false;
  }
}

/** In one step, so that nobody ever reads half a file; for its owner alone. */
function replaceFile(path: string, text: string): void {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, path);
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error;
