import type { ReachableUrl } from './addresses.ts';
import { terminalQr } from './terminal-qr.ts';

/** What the server says once it listens: where to open it, and as a QR code what to point a phone at. */
export function banner(urls: readonly ReachableUrl[]): string {
  const neighbours = urls.find(({ from }) => from === 'network');
  const lines = urls.map(({ url, from }) => (from === 'network' ? `  ${url}` : `  ${url}  (this computer)`));
  const qr = neighbours === undefined ? [] : ['', terminalQr(neighbours.url)];
  return ['Lanline is ready. Open it on this network:', '', ...lines, ...qr, '', 'Stop with Ctrl-C.', ''].join('\n');
}
