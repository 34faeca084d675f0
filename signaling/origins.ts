import type { IncomingMessage } from 'node:http';
import type { Endpoint } from './stun.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** What is needed of a new session of Engine.IO. */
interface NewSession {
  request: IncomingMessage | undefined;
}

/**
 * Where each session comes from, as its first request says. The request is let go then: with its headers it would take a
 * kilobyte and more for as long as the session lasts (https://socket.io/docs/v4/memory-usage/).
 */
export class Origins {
  readonly #proxies: TrustedProxies;
  readonly #known = new WeakMap<object, Endpoint>();

  constructor(proxies: TrustedProxies) {
    this.#proxies = proxies;
  }

  /** Reads the origin of a session, once. From then on nobody may read its request. */
  take(session: NewSession): Endpoint {
    const { request } = session;
    if (request === undefined) throw new Error('the session has given its request away');
    const { address, port } = this.#proxies.clientOf(request);
    const origin = { address, port };
    this.#known.set(session, origin);
    session.request = undefined;
    return origin;
  }

  /** The origin of a session that was taken before. */
  of(session: object): Endpoint {
    const origin = this.#known.get(session);
    if (origin === undefined) throw new Error('the session is not known');
    return origin;
  }
}
