import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** A UDP socket of a client on this computer. */
export interface StunClient {
  readonly port: number;
  /** Sends a datagram to the server. */
  send(datagram: Buffer): void;
  /** What came back so far. */
  readonly answers: readonly Buffer[];
  /** The next datagram that comes back. */
  answer(): Promise<Buffer>;
  close(): void;
}

export async function openStunClient(server: { readonly address: string; readonly port: number }): Promise<StunClient> {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
  socket.connect(server.port, server.address);
  await once(socket, 'connect');
  const answers: Buffer[] = [];
  socket.on('message', (datagram) => answers.push(datagram));
  return {
    port: socket.address().port,
    send: (datagram) => socket.send(datagram),
    answers,
    answer: async () => {
      const [datagram] = await once(socket, 'message');
      return datagram;
    },
    close: () => socket.close(),
  };
}
