import type { RandomBytes } from '../../shared/random.ts';

/** "Random" bytes that differ from call to call and are the same in every run. */
export function createFakeRandom(): RandomBytes {
  let calls = 0;
  return (count) => {
    calls += 1;
    const bytes = new Uint8Array(count);
    new DataView(bytes.buffer).setUint16(Math.max(0, count - 2), calls);
    return bytes;
  };
}
