import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { LanlineSockets } from './visitor.ts';

/** How long a connection gets to end politely, in ms; waiting for a sleeping phone would take half a minute. */
const CLOSE_GRACE_MS = 1_000;

/** Watches a server's connections; the answer ends them all and stops listening. Ending twice is ending once. */
export function prepareToClose(http: Server, sockets: LanlineSockets): () => Promise<void> {
  const connections = new Set<Socket>();
  http.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= closePolitely(sockets, () => {
      for (const connection of connections) connection.destroy();
    });
    return closed;
  };
}

async function closePolitely(sockets: LanlineSockets, closeByForce: () => void): Promise<void> {
  const timer = setTimeout(closeByForce, CLOSE_GRACE_MS);
  await sockets.close();
  clearTimeout(timer);
}
