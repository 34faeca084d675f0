/** The distinguished encoding rules of ASN.1 (X.690), as far as a certificate needs them. */

/** A value with its tag and its length. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

export const sequence = (...items: readonly Buffer[]): Buffer => der(0x30, ...items);
export const set = (...items: readonly Buffer[]): Buffer => der(0x31, ...items);
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));
export const octetString = (content: Uint8Array): Buffer => der(0x04, content);
export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text));
/** A value that is wrapped once more, under the number of a field. */
export const explicit = (field: number, item: Buffer): Buffer => der(0xa0 | field, item);
/** A simple value under the number of a field, in place of its own tag. */
export const implicit = (field: number, content: Uint8Array): Buffer => der(0x80 | field, content);

/** A positive integer, the highest byte first; leading zeros are no part of it. */
export function integer(bytes: Uint8Array): Buffer {
  const firstUsed = bytes.findIndex((byte) => byte !== 0);
  const used = firstUsed === -1 ? Buffer.from([0]) : bytes.subarray(firstUsed);
  // With its highest bit set, it would be negative.
  return der(0x02, Buffer.from(used[0] !== undefined && used[0] >= 0x80 ? [0] : []), used);
}

/** Whole bytes, or less: so many bits at the end of the last one count for nothing. */
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer => der(0x03, Buffer.from([unusedBits]), content);

/** Such as 2.5.4.3. */
export function objectIdentifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([40 * first + second, ...rest].flatMap(base128)));
}

/** A time in whole seconds; the year has two digits until 2049 (RFC 5280, section 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

/** Seven bits a byte, the highest first; all but the last byte have their highest bit set. */
function base128(value: number): number[] {
  const low = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) low.unshift((rest & 0x7f) | 0x80);
  return low;
}
