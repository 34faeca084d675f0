import { isIPv6 } from 'node:net';

/** An IP address in network byte order: 4 bytes, or 16. `address` must be one, without a zone. */
export function ipBytes(address: string): Uint8Array {
  return isIPv6(address) ? ipv6Bytes(address) : Uint8Array.from(address.split('.'), Number);
}

function ipv6Bytes(address: string): Uint8Array {
  // A URL writes every IPv6 address in one way (RFC 5952), which has no dotted end.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}
