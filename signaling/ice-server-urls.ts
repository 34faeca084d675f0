import { ICE_CREDENTIAL_LENGTH_MAX, ICE_URL_LENGTH_MAX } from '../shared/limits.ts';
import type { IceServer } from '../shared/signaling-protocol.ts';

/** A STUN or TURN server besides the own one. `turn-by-secret` takes credentials that are made from a shared secret. */
export type FurtherIceServer =
  | Extract<IceServer, { type: 'stun' | 'turn' }>
  | { readonly type: 'turn-by-secret'; readonly url: string };

const scheme = '(?<scheme>stuns?|turns?)';
const account = '(?:(?<username>[^:\\s]+):(?<credential>\\S+)@)?';
const host = '(?<host>[a-z\\d](?:[a-z\\d.-]*[a-z\\d])?|\\[[a-f\\d:.]+\\])';
const port = '(?<port>:\\d{1,5})?';
const transport = '(?<transport>\\?transport=(?:udp|tcp))?';
const pattern = new RegExp(`^${scheme}:${account}${host}${port}${transport}$`, 'i');

/** Reads `stun:host:port` (RFC 7064), `turn:host:port?transport=udp` (RFC 7065), and `turn:user:password@host:port`. */
export function readIceServer(text: string): FurtherIceServer | undefined {
  const parts = pattern.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { scheme = '', username, credential, host = '', port = '', transport = '' } = parts;
  const url = `${scheme.toLowerCase()}:${host}${port}${transport}`;
  if (Number(port.slice(1)) > 65_535 || !isShort(url, ICE_URL_LENGTH_MAX)) return undefined;
  if (/^stun/.test(url)) return username === undefined && transport === '' ? { type: 'stun', url } : undefined;
  if (username === undefined || credential === undefined) return { type: 'turn-by-secret', url };
  const fits = [username, credential].every((part) => isShort(part, ICE_CREDENTIAL_LENGTH_MAX));
  return fits ? { type: 'turn', url, username, credential } : undefined;
}

const isShort = (text: string, lengthMax: number) => text.length <= lengthMax;
