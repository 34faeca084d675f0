import type { RandomBytes } from '../../shared/random.ts';

/** "Random" bytes that are the same for the same seed, a whole number below 2^32. The generator is mulberry32. */
export function seededRandom(seed: number): RandomBytes {
  let state = seed;
  const nextByte = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 24;
  };
  return (count) => Uint8Array.from({ length: count }, nextByte);
}
