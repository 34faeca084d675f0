import type { RandomBytes } from '../../shared/random.ts';

/** Hands out the given bytes, one after the other; when they run out, that is a mistake of the test. */
export function scriptedRandom(...bytes: number[]): RandomBytes {
  let at = 0;
  return (count) => {
    if (at + count > bytes.length) throw new Error('the test has scripted too few random bytes');
    at += count;
    return Uint8Array.from(bytes.slice(at - count, at));
  };
}

/** The three bytes by which `randomBelow` draws this number, if it is below the bound. */
export const bytesOf = (drawn: number): number[] => [drawn >> 16, (drawn >> 8) & 0xff, drawn & 0xff];
