import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from the page that this server serves, or from no page at all. Browsers let any site
 * open a WebSocket to any address, so without this a stranger's page could look for rooms on its visitor's network.
 * Ports are not compared: proxies often leave theirs out of the Host header.
 */
export function isSameOrigin({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  return origin === undefined || hostName(origin) === hostName(`http://${host}`);
}

const hostName = (url: string) => (URL.canParse(url) ? new URL(url).hostname : undefined);
