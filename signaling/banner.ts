import type { ReachableUrl } from './addresses.ts';
import type { StunState } from './stun-server.ts';
import { terminalQr } from './terminal-qr.ts';

/** What the server says once it listens: where to open it, and as a QR code what to point a phone at. */
export function banner(urls: readonly ReachableUrl[], stun: StunState): string {
  const neighbours = urls.find(({ from }) => from === 'network');
  const lines = urls.map(({ url, from }) => (from === 'network' ? `  ${url}` : `  ${url}  (this computer)`));
  const qr = neighbours === undefined ? [] : ['', terminalQr(neighbours.url)];
  return [
    'Lanline is ready. Open it on this network:',
    '',
    ...lines,
    ...qr,
    ...stunNote(stun),
    '',
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}

function stunNote(stun: StunState): string[] {
  if (stun.status !== 'unavailable') return [];
  const where = `UDP port ${stun.port} cannot be used (${stun.code})`;
  return ['', `${where}, so some browsers may not find each other: choose another with --stun-port.`];
}
