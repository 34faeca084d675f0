import { isIP } from 'node:net';
import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os';

export interface ReachableUrl {
  readonly url: string;
  readonly from: 'network' | 'this computer';
}

interface Listening {
  readonly host: string;
  readonly port: number;
  /** http, unless told otherwise. */
  readonly scheme?: 'http' | 'https';
}

/** The URLs that open a server which listens on `host`: those for neighbours first, the likeliest of them on top. */
export function reachableUrls(
  interfaces: ReturnType<typeof networkInterfaces>,
  { host, port, scheme = 'http' }: Listening,
): readonly ReachableUrl[] {
  return addressesOf(interfaces, host)
    .filter((address) => !isLinkLocalIpv6(address))
    .sort((one, other) => distance(one) - distance(other))
    .map((address) => ({ url: urlOf(scheme, address, port), from: isLoopback(address) ? 'this computer' : 'network' }));
}

/** A connection's remote address as people write it: `::ffff:192.0.2.1` is 192.0.2.1, and an IPv6 zone is left out. */
export function plainAddress(remote: string): string {
  return remote.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

/** 0.0.0.0 listens on every IPv4 address, :: on all of both kinds, anything else on itself alone. */
function addressesOf(interfaces: ReturnType<typeof networkInterfaces>, host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  return Object.values(interfaces)
    .flatMap((infos: NetworkInterfaceInfo[] = []) => infos)
    .filter(({ family }) => host === '::' || family === 'IPv4')
    .map(({ address }) => address);
}

const isLoopback = (address: string) => address === 'localhost' || address === '::1' || address.startsWith('127.');
const isLinkLocalIpv6 = (address: string) => isIP(address) === 6 && /^fe[89ab]/i.test(address);

/** The order in which addresses are offered; private IPv4 is what a neighbour in a home or an office can open. */
const kinds: readonly ((address: string) => boolean)[] = [
  (address) => address.startsWith('192.168.'),
  (address) => address.startsWith('10.'),
  (address) => /^172\.(1[6-9]|2\d|3[01])\./.test(address),
  (address) => isIP(address) !== 6,
  () => true,
];

const distance = (address: string) => (isLoopback(address) ? kinds.length : kinds.findIndex((is) => is(address)));

function urlOf(scheme: string, address: string, port: number): string {
  const host = isIP(address) === 6 ? `[${address}]` : address;
  return new URL(`${scheme}://${host}:${port}/`).href;
}
