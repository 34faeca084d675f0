import type { Server } from 'node:http';
import { CONNECTIONS_PER_SOURCE_MAX, HANDSHAKE_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '../shared/limits.ts';
import { SourceCounts } from './source-counts.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** How often node looks for requests that take too long, in ms. */
const CHECK_EVERY_MS = 2_000;

/** For `createServer`: a connection that says nothing, or too slowly, is ended. */
export const requestTimeouts = {
  connectionsCheckingInterval: CHECK_EVERY_MS,
  headersTimeout: HANDSHAKE_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
} as const;

/**
 * Bounds a server's connections, in all and for each address, before a byte of them is read. A trusted proxy has as many
 * as it needs: for whom they are stands in the requests.
 */
export function limitConnections(http: Server, proxies: TrustedProxies, maxConnections: number): void {
  http.maxConnections = maxConnections;
  http.timeout = REQUEST_TIMEOUT_MS;
  const counts = new SourceCounts(CONNECTIONS_PER_SOURCE_MAX);
  http.on('connection', (connection) => {
    const { remoteAddress = '' } = connection;
    if (proxies.has(remoteAddress)) return;
    const giveBack = counts.take(remoteAddress);
    if (giveBack === undefined) connection.destroy();
    else connection.once('close', giveBack);
  });
}
