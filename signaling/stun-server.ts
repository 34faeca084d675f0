import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { SOURCES_MAX, STUN_BURST, STUN_REQUESTS_PER_SECOND } from '../shared/limits.ts';
import type { Clock } from './clock.ts';
import { SourceRates } from './source-rates.ts';
import { answerBinding, type Endpoint } from './stun.ts';

export type StunState =
  | { readonly status: 'closed' }
  | { readonly status: 'open'; readonly port: number }
  /** The system does not give the UDP port; `code` is its reason, such as EADDRINUSE. */
  | { readonly status: 'unavailable'; readonly port: number; readonly code: string };

/** Tells browsers over UDP by which address and port others see them. */
export class StunServer {
  readonly #rates: SourceRates;
  #socket: Socket | undefined;
  #state: StunState = { status: 'closed' };

  constructor(now: Clock) {
    this.#rates = new SourceRates({ burst: STUN_BURST, perSecond: STUN_REQUESTS_PER_SECOND }, SOURCES_MAX, now);
  }

  get state(): StunState {
    return this.#state;
  }

  /** Listens on one IP address; `::` is every IPv4 address, too. Afterwards the state is open or unavailable. */
  async open({ address, port }: Endpoint): Promise<void> {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    this.#socket = socket;
    try {
      socket.bind({ address, port });
      await Promise.race([once(socket, 'listening'), once(socket, 'close')]);
      this.#serve(socket, port);
    } catch (error) {
      this.close();
      this.#state = { status: 'unavailable', port, code: codeOf(error) };
    }
  }

  /** Idempotent. */
  close(): void {
    this.#socket?.close();
    this.#socket = undefined;
    this.#state = { status: 'closed' };
  }

  #serve(socket: Socket, port: number): void {
    if (this.#socket !== socket) return;
    this.#state = { status: 'open', port };
    socket.on('message', (datagram, source) => {
      const answer = this.#rates.take(source.address) ? answerBinding(datagram, source) : undefined;
      if (answer !== undefined) socket.send(answer, source.port, source.address, ignoreError);
    });
    socket.on('error', ignoreError);
  }
}

/**
 * Nothing follows from an answer that cannot be sent, or that nobody receives, which some systems report, too: UDP
 * promises nothing, and a browser without an answer asks again.
 */
const ignoreError = () => undefined;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
