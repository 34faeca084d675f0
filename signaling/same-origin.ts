/**
 * Whether a request comes from a page of the host that it is for, or from no page at all. Browsers let any site open a
 * WebSocket to any address, so without this a stranger's page could look for rooms on its visitor's network.
 *
 * The port counts; the scheme does not, since one port serves both, and a proxy may end TLS. Without an Origin header it
 * is either the page's own GET, or no browser: there are no cookies or other rights that such a client could borrow from
 * anybody, and it could send any Origin it likes.
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const { protocol } = urlOf(origin) ?? {};
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  // As that scheme reads it, a Host header may leave the default port out.
  return host !== undefined && urlOf(origin)?.host === urlOf(`${protocol}//${host}`)?.host;
}

const urlOf = (url: string) => (URL.canParse(url) ? new URL(url) : undefined);
