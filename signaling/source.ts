import { plainAddress } from './addresses.ts';
import { ipBytes } from './ip-bytes.ts';

/**
 * Who is counted as one, by the IP address that they come from: IPv4 addresses each for themselves, whichever way they
 * are written, and an IPv6 /64 as one, since whoever has an address there has all of it.
 */
export const sourceOf = (address: string): string => ipBytes(plainAddress(address)).subarray(0, 8).join('.');
