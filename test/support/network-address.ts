import { networkInterfaces } from 'node:os';

/** This computer's address on its network, by which neighbours open a page. */
export function networkAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((infos = []) => infos);
  const found = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) throw new Error('this test needs a network interface with an IPv4 address');
  return found.address;
}
