import { isIPv4, isIPv6 } from 'node:net';
import { ICE_CREDENTIAL_LENGTH_MAX, ICE_URL_LENGTH_MAX } from '../shared/limits.ts';
import type { IceServer } from '../shared/signaling-protocol.ts';

/** A STUN or TURN server besides the own one. `turn-by-secret` takes credentials that are made from a shared secret. */
export type FurtherIceServer =
  | Extract<IceServer, { type: 'stun' | 'turn' }>
  | { readonly type: 'turn-by-secret'; readonly url: string };

const grammar = [
  '(?<scheme>stun|turns?):',
  '(?:(?<username>[^:\\s]+):(?<credential>\\S+)@)?',
  '(?<host>[a-z\\d](?:[a-z\\d.-]*[a-z\\d])?|\\[[a-f\\d:.]+\\])',
  '(?::(?<port>\\d{1,5}))?',
  '(?<query>\\?transport=(?:udp|tcp))?',
];
const pattern = new RegExp(`^${grammar.join('')}$`, 'i');

/**
 * Reads `stun:host:port` (RFC 7064), `turn:host:port?transport=udp` (RFC 7065) and `turn:user:password@host:port`.
 * Undefined for anything else, and for what some browser refuses: `stuns`, and ports and addresses that do not exist.
 */
export function readIceServer(text: string): FurtherIceServer | undefined {
  const parts = pattern.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { scheme = '', username, credential, host = '', port, query = '' } = parts;
  const url = `${scheme}:${host}${port === undefined ? '' : `:${port}`}${query}`.toLowerCase();
  if (!isHost(host) || !isPort(port) || url.length > ICE_URL_LENGTH_MAX) return undefined;
  if (url.startsWith('stun:')) return username === undefined && query === '' ? { type: 'stun', url } : undefined;
  if (username === undefined || credential === undefined) return { type: 'turn-by-secret', url };
  const isShort = Math.max(username.length, credential.length) <= ICE_CREDENTIAL_LENGTH_MAX;
  return isShort ? { type: 'turn', url, username, credential } : undefined;
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIPv6(host.slice(1, -1));
  return isIPv4(host) || !/^[\d.]+$/.test(host);
}

const isPort = (port: string | undefined) => port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
