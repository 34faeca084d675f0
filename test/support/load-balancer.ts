import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One address for several servers, which get connections in turns; one that does not answer is passed over. */
export interface LoadBalancer {
  readonly url: string;
  close(): void;
}

export async function balance(urls: readonly string[]): Promise<LoadBalancer> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client)).on('error', () => client.destroy());
    forward(client, urls.length);
  });
  const forward = (client: Socket, tries: number) => {
    const { hostname, port } = new URL(urls[turn++ % urls.length] ?? '');
    const upstream = connect(Number(port), hostname);
    let isConnected = false;
    upstream.once('connect', () => {
      isConnected = true;
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => undefined);
    upstream.once('close', () => {
      if (isConnected || tries <= 1) client.destroy();
      else forward(client, tries - 1);
    });
    client.once('close', () => upstream.destroy());
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
