import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { plainAddress } from './addresses.ts';
import type { Endpoint } from './stun.ts';

/** Who sends a request, and the host that they asked for: the Host header, or what stands for it. */
export interface Client extends Endpoint {
  readonly host: string | undefined;
}

/** What is read of a request. */
export interface ReadRequest {
  readonly headers: IncomingMessage['headers'];
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress' | 'remotePort'>;
}

/** The reverse proxies that are believed when they say for whom they ask; nobody else is, since anybody can say that. */
export class TrustedProxies {
  readonly #ranges = new BlockList();

  /** Takes IP addresses, and ranges such as 10.0.0.0/8. */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) {
      const [address = '', bits] = range.split('/');
      if (bits === undefined) this.#ranges.addAddress(address, familyOf(address));
      else this.#ranges.addSubnet(address, Number(bits), familyOf(address));
    }
  }

  has(address: string): boolean {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && this.#ranges.check(plain, familyOf(plain));
  }

  /**
   * As the connection says, or as the proxy does by X-Forwarded-For and X-Forwarded-Host. The port is 0 when the proxy
   * names none.
   */
  clientOf({ headers, socket: { remoteAddress = '', remotePort = 0 } }: ReadRequest): Client {
    const { host } = headers;
    const connected = { address: plainAddress(remoteAddress), port: remotePort };
    if (!this.has(connected.address)) return { ...connected, host };
    const forwardedHost = lastOf(headers['x-forwarded-host']);
    return { ...this.#forwarded(entriesOf(headers['x-forwarded-for']), connected), host: forwardedHost ?? host };
  }

  /** Each proxy adds at the end whom it sees, so the last one that is no proxy of ours is the client. */
  #forwarded(entries: readonly string[], connected: Endpoint): Endpoint {
    let client = connected;
    for (const entry of entries.toReversed()) {
      const endpoint = readEndpoint(entry);
      // What stands further left came by somebody who is not believed.
      if (endpoint === undefined || !this.has(client.address)) return client;
      client = endpoint;
    }
    return client;
  }
}

/** Reads `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` and `[2001:db8::1]:80`. */
function readEndpoint(text: string): Endpoint | undefined {
  if (isIP(text) !== 0) return { address: plainAddress(text), port: 0 };
  const [, ipv6, ipv4, port = '0'] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const address = ipv6 ?? ipv4 ?? '';
  if (isIP(address) === 0 || Number(port) > 65_535) return undefined;
  return { address: plainAddress(address), port: Number(port) };
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const entriesOf = (header: string | string[] | undefined) =>
  header === undefined ? [] : `${header}`.split(',').map((entry) => entry.trim());

const lastOf = (header: string | string[] | undefined) => entriesOf(header).at(-1);
