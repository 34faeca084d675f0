import type { ReachableUrl } from './addresses.ts';
import type { StunState } from './stun-server.ts';
import { terminalQr } from './terminal-qr.ts';

/** Where the same page is open over https, and whether the certificate is the server's own. */
export interface SecureUrls {
  readonly urls: readonly ReachableUrl[];
  readonly isOwnCertificate: boolean;
}

/** What the server says once it listens: where to open it, and as a QR code what to point a phone at. */
export function banner(urls: readonly ReachableUrl[], stun: StunState, secure?: SecureUrls): string {
  const neighbours = urls.find(({ from }) => from === 'network');
  const qr = neighbours === undefined ? [] : ['', terminalQr(neighbours.url)];
  return [
    'Lanline is ready. Open it on this network:',
    '',
    ...urls.map(lineOf),
    ...secureNote(secure),
    ...qr,
    ...stunNote(stun),
    '',
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}

const lineOf = ({ url, from }: ReachableUrl) => (from === 'network' ? `  ${url}` : `  ${url}  (this computer)`);

function secureNote(secure: SecureUrls | undefined): string[] {
  if (secure === undefined) return [];
  const warning = secure.isOwnCertificate ? '; browsers warn of the own certificate first' : '';
  return ['', `Or over https, where received files go straight to disk${warning}:`, '', ...secure.urls.map(lineOf)];
}

function stunNote(stun: StunState): string[] {
  if (stun.status !== 'unavailable') return [];
  const where = `UDP port ${stun.port} cannot be used (${stun.code})`;
  return ['', `${where}, so some browsers may not find each other: choose another with --stun-port.`];
}
