import { createHmac } from 'node:crypto';
import { TURN_CREDENTIAL_SECONDS } from '../shared/limits.ts';
import type { IceServer } from '../shared/signaling-protocol.ts';
import type { FurtherIceServer } from './ice-server-urls.ts';
import type { Options } from './options.ts';
import type { StunState } from './stun-server.ts';

/** What browsers are told at this time, in seconds since 1970: the own STUN server first, if there is one. */
export function iceServersAt(
  unixTime: number,
  stun: StunState,
  { iceServers, turnSecret = '' }: Pick<Options, 'iceServers' | 'turnSecret'>,
): readonly IceServer[] {
  const own: IceServer[] = stun.status === 'open' ? [{ type: 'own-stun', port: stun.port }] : [];
  const expiry = Math.floor(unixTime) + TURN_CREDENTIAL_SECONDS;
  return [...own, ...iceServers.map((server) => withCredential(server, turnSecret, `${expiry}`))];
}

/**
 * The credentials of draft-uberti-behave-turn-rest, "A REST API For Access To TURN Services", which coturn takes with
 * `use-auth-secret`: the user name is the time at which they expire.
 */
function withCredential(server: FurtherIceServer, secret: string, username: string): IceServer {
  if (server.type !== 'turn-by-secret') return server;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { type: 'turn', url: server.url, username, credential };
}
