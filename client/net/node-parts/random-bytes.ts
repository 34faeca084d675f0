import { toHex } from '../../../shared/random.ts';

/** In place of the package `randombytes`, which needs all of Node's Buffer: simple-peer only wants the digits. */
const randomBytes = (count: number) => ({ toString: () => toHex(crypto.getRandomValues(new Uint8Array(count))) });

export { randomBytes as default, randomBytes as 'module.exports' };
