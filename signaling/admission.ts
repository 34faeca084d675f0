import type { IncomingMessage } from 'node:http';
import { CONNECTIONS_PER_SOURCE_MAX, HANDSHAKE_BURST, HANDSHAKES_PER_SECOND, SOURCES_MAX } from '../shared/limits.ts';
import { isAllowedHost } from './allowed-hosts.ts';
import type { Clock } from './clock.ts';
import { isSameOrigin } from './same-origin.ts';
import { SourceCounts } from './source-counts.ts';
import { SourceRates } from './source-rates.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

export interface AdmissionRules {
  readonly proxies: TrustedProxies;
  readonly allowedHosts: readonly string[];
  /** Sockets that may be open at once. */
  readonly maxConnections: number;
}

/** Decides who may open a socket, over whichever transport: polling holds no connection that could be counted. */
export class Admission {
  readonly #counts = new SourceCounts(CONNECTIONS_PER_SOURCE_MAX);
  readonly #rates: SourceRates;
  readonly #rules: AdmissionRules;
  #open = 0;

  constructor(rules: AdmissionRules, now: Clock) {
    this.#rules = rules;
    this.#rates = new SourceRates({ burst: HANDSHAKE_BURST, perSecond: HANDSHAKES_PER_SECOND }, SOURCES_MAX, now);
  }

  /** Why a handshake is refused, in a word that its answer carries; undefined when it is welcome. */
  refusal(request: IncomingMessage): string | undefined {
    const { address, host } = this.#rules.proxies.clientOf(request);
    if (!isAllowedHost(host, this.#rules.allowedHosts)) return 'unknown-host';
    if (!isSameOrigin(request.headers.origin, host)) return 'wrong-origin';
    if (this.#open >= this.#rules.maxConnections) return 'too-many-connections';
    return this.#rates.take(address) ? undefined : 'rate-limited';
  }

  /** Counts an open socket of this IP address. Answers what is to be called when it closes, or undefined when it may not stay. */
  open(address: string): (() => void) | undefined {
    const giveBack = this.#counts.take(address);
    if (giveBack === undefined) return undefined;
    this.#open += 1;
    return () => {
      giveBack();
      this.#open -= 1;
    };
  }
}
