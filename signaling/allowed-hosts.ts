import { isIP } from 'node:net';

/** A host with or without a port, and nothing else that a URL may have there. */
const hostAndPort = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;

/**
 * Whether the server answers to the host of a request. With no names given it answers to all, so that any name works
 * which a network has for this computer. With names it also answers to its IP addresses and to localhost: a stranger's
 * name can be made to lead here (DNS rebinding), and these cannot.
 */
export function isAllowedHost(host: string | undefined, allowedHosts: readonly string[]): boolean {
  if (allowedHosts.length === 0) return true;
  const [, name = ''] = hostAndPort.exec(host ?? '') ?? [];
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || ['localhost', ...allowedHosts].includes(plainName(name));
}

/** Names are the same in either case, and with or without the root's dot. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
