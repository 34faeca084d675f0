import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { RETURN_SPREAD_MAX_MS, RETURN_SPREAD_MIN_MS, RETURNS_PER_SECOND } from '../shared/limits.ts';
import type { LanlineSockets } from './visitor.ts';

/** How long a connection gets to end politely, in ms; waiting for a sleeping phone would take half a minute. */
const CLOSE_GRACE_MS = 1_000;

/**
 * Watches a server's connections; the answer ends them all, stops listening and then does the last thing. Ending twice is
 * ending once.
 */
export function prepareToClose(
  http: Server,
  sockets: LanlineSockets,
  last: () => Promise<void> | undefined,
): () => Promise<void> {
  const connections = new Set<Socket>();
  http.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= closePolitely(sockets, () => {
      for (const connection of connections) connection.destroy();
    }).then(last);
    return closed;
  };
}

/** Everybody comes back when another server is there: at times of their own, so that it is not overrun. */
async function closePolitely(sockets: LanlineSockets, closeByForce: () => void): Promise<void> {
  announceEnd(sockets);
  const timer = setTimeout(closeByForce, CLOSE_GRACE_MS);
  await sockets.close();
  clearTimeout(timer);
}

/** Ends the connections of everybody here, who come back at times of their own and enter again. */
export function sendEverybodyAround(sockets: LanlineSockets): void {
  announceEnd(sockets);
  for (const { conn } of sockets.sockets.sockets.values()) conn.close();
}

/** To the browsers of this process alone. */
const announceEnd = (sockets: LanlineSockets) =>
  sockets.local.emit('server-closing', { withinMs: returnSpreadMs(sockets.engine.clientsCount) });

/** Within how many ms so many browsers are to come back. */
export const returnSpreadMs = (browsers: number): number => {
  const spread = Math.ceil((browsers / RETURNS_PER_SECOND) * 1_000);
  return Math.min(Math.max(spread, RETURN_SPREAD_MIN_MS), RETURN_SPREAD_MAX_MS);
};
