import { describe, expect, test } from 'vitest';
import { ProgressMeter } from '../../../client/transfer/progress-meter.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const KB = 1_000;

function createMeter({ totalBytes = 100 * KB, startBytes = 0 } = {}) {
  const clock = createFakeClock(5_000);
  const meter = new ProgressMeter({ totalBytes, startBytes, now: clock.now });
  /** Lets time go by, and says how many bytes there are by then. */
  const advance = (ms: number, bytes: number, mustTell?: boolean) => {
    clock.advance(ms);
    return meter.update(bytes, mustTell);
  };
  return { advance };
}

describe('the progress meter', () => {
  test('tells no speed in the first moments', () => {
    expect(createMeter().advance(0, 0)).toEqual({
      bytes: 0,
      totalBytes: 100 * KB,
      bytesPerSecond: undefined,
      secondsLeft: undefined,
    });
    const { advance } = createMeter();
    expect(advance(499, 10 * KB)).toEqual({
      bytes: 10 * KB,
      totalBytes: 100 * KB,
      bytesPerSecond: undefined,
      secondsLeft: undefined,
    });
  });

  test('tells speed and time left after half a second', () => {
    expect(createMeter().advance(500, 10 * KB)).toEqual({
      bytes: 10 * KB,
      totalBytes: 100 * KB,
      bytesPerSecond: 20 * KB,
      secondsLeft: 4.5,
    });
  });

  test('tells the first progress at once, and then twice a second at most', () => {
    const { advance } = createMeter();
    expect(advance(0, 0)).toBeDefined();
    expect(advance(499, KB)).toBeUndefined();
    expect(advance(1, 2 * KB)).toMatchObject({ bytes: 2 * KB });
    expect(advance(1, 3 * KB)).toBeUndefined();
  });

  test('counts the bytes that it did not tell of', () => {
    const { advance } = createMeter();
    for (let at = 1; at <= 15; at++) advance(100, at * KB);
    expect(advance(100, 16 * KB)).toMatchObject({ bytes: 16 * KB, bytesPerSecond: 10 * KB });
  });

  test('follows a change of speed within three seconds', () => {
    const { advance } = createMeter();
    for (let second = 1; second <= 5; second++) advance(1_000, second * 10 * KB);
    for (let second = 1; second <= 3; second++) advance(1_000, 50 * KB + second * KB);
    expect(advance(1_000, 54 * KB)).toMatchObject({ bytesPerSecond: KB, secondsLeft: 46 });
  });

  test('is slow, not undefined, while nothing comes', () => {
    const { advance } = createMeter();
    advance(1_000, 10 * KB);
    expect(advance(10_000, 10 * KB + 10)?.bytesPerSecond).toBeCloseTo(1);
  });

  test('tells no time left when nothing moves', () => {
    const { advance } = createMeter();
    advance(1_000, 10 * KB);
    expect(advance(5_000, 10 * KB)).toEqual({
      bytes: 10 * KB,
      totalBytes: 100 * KB,
      bytesPerSecond: 0,
      secondsLeft: undefined,
    });
  });

  test('has no time left at the end', () => {
    expect(createMeter().advance(1_000, 100 * KB)?.secondsLeft).toBe(0);
  });

  test('tells at once what must be told, and then waits again', () => {
    const { advance } = createMeter();
    advance(0, 0);
    expect(advance(1, KB, true)).toMatchObject({ bytes: KB });
    expect(advance(499, 2 * KB)).toBeUndefined();
    expect(advance(1, 2 * KB)).toBeDefined();
  });

  test('takes what was there at the start for no speed', () => {
    const { advance } = createMeter({ startBytes: 50 * KB });
    expect(advance(1_000, 60 * KB)).toMatchObject({ bytes: 60 * KB, bytesPerSecond: 10 * KB, secondsLeft: 4 });
  });
});
