/** A secure source of random bytes: `crypto.getRandomValues` in a browser, `node:crypto` on the server. */
export type RandomBytes = (count: number) => Uint8Array;

/** A uniformly distributed integer in [0, bound), bound at most 2^24. Rejects the biased tail instead of folding it in. */
export function randomBelow(bound: number, randomBytes: RandomBytes): number {
  const range = 2 ** 24;
  const unbiased = range - (range % bound);
  for (;;) {
    const [high = 0, middle = 0, low = 0] = randomBytes(3);
    const drawn = high * 65_536 + middle * 256 + low;
    if (drawn < unbiased) return drawn % bound;
  }
}

/** Lower-case hexadecimal text, two characters a byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of an even number of hexadecimal characters; the caller has checked the text. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
