import { assertNever } from '../../shared/assert-never.ts';
import type { IceServer } from '../../shared/signaling-protocol.ts';

/** ICE servers as WebRTC takes them; the own one is where the page came from: at `location.hostname`. */
export const rtcIceServers = (servers: readonly IceServer[], hostname: string): readonly RTCIceServer[] =>
  servers.map((server) => rtcIceServer(server, hostname));

function rtcIceServer(server: IceServer, hostname: string): RTCIceServer {
  switch (server.type) {
    case 'own-stun':
      return { urls: `stun:${hostname}:${server.port}` };
    case 'stun':
      return { urls: server.url };
    case 'turn':
      return { urls: server.url, username: server.username, credential: server.credential };
    default:
      return assertNever(server);
  }
}
