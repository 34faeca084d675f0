import { homedir, hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../options.ts';
import { certificateNames } from './certificate-names.ts';
import { readCertificate } from './given-certificate.ts';
import { keepCertificate } from './kept-certificate.ts';
import type { Certificate } from './self-signed.ts';

type CertificateOptions = Pick<Options, 'https' | 'cert' | 'key' | 'dataDir' | 'host' | 'allowedHosts'>;

/**
 * How to get the certificate that the options ask for, as it is to be at the time of the call; undefined without https.
 * What is returned throws a LaunchError when there is no way.
 */
export function certificatesFor(
  { https, cert, key, dataDir, host, allowedHosts }: CertificateOptions,
  wallClock: () => number,
): (() => Certificate) | undefined {
  if (!https) return undefined;
  if (cert !== undefined && key !== undefined) return () => readCertificate({ cert, key });
  const directory = dataDir ?? dataDirectory(process.env, homedir());
  return () => {
    const names = certificateNames({ interfaces: networkInterfaces(), hostname: hostname(), host, allowedHosts });
    return keepCertificate({ directory, names, now: wallClock() });
  };
}

/** Where programs keep data of theirs (XDG Base Directory Specification); a relative path there counts for nothing. */
export function dataDirectory(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const { XDG_DATA_HOME = '' } = env;
  return join(XDG_DATA_HOME.startsWith('/') ? XDG_DATA_HOME : join(home, '.local', 'share'), 'lanline');
}
