import { isIP } from 'node:net';
import type { networkInterfaces } from 'node:os';
import { plainName } from '../allowed-hosts.ts';

export interface OwnNames {
  readonly interfaces: ReturnType<typeof networkInterfaces>;
  /** What the computer calls itself. */
  readonly hostname: string;
  /** What the server was told to listen on, and to answer to. */
  readonly host: string;
  readonly allowedHosts: readonly string[];
}

const isHostName = (name: string) => /^[a-z\d-]{1,63}(\.[a-z\d-]{1,63})*$/.test(name) && name.length <= 253;

/**
 * Under which names and addresses this computer's pages are opened: its addresses, but for link-local ones, which need a
 * zone; the name that it has, also as multicast DNS has it; and what the options name. Each once.
 */
export function certificateNames({ interfaces, hostname, host, allowedHosts }: OwnNames): readonly string[] {
  const addresses = Object.values(interfaces)
    .flatMap((infos = []) => infos)
    .map(({ address }) => address)
    .filter((address) => isIP(address) !== 0 && !/^fe[89ab]/i.test(address));
  const own = plainName(hostname);
  const local = own.includes('.') ? [] : [`${own}.local`];
  const names = ['localhost', own, ...local, host, ...allowedHosts].map(plainName);
  return [
    ...new Set([...names.filter((name) => isIP(name) === 0 && isHostName(name)), ...addresses, '127.0.0.1', '::1']),
  ];
}
