import { describe, expect, test } from 'vitest';
import { TokenBucket } from '../../shared/token-bucket.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createBucket(rate: { burst: number; perSecond: number }) {
  const clock = createFakeClock(5_000);
  const bucket = new TokenBucket(rate, clock.now);
  const taken = (attempts: number) => Array.from({ length: attempts }, () => bucket.take()).filter(Boolean).length;
  return { clock, bucket, taken };
}

describe('a token bucket', () => {
  test('lets a burst through, and no more', () => {
    const { taken } = createBucket({ burst: 3, perSecond: 1 });
    expect(taken(10)).toBe(3);
  });

  test('lets larger events take more, and none of them a part', () => {
    const { bucket } = createBucket({ burst: 10, perSecond: 1 });
    expect([bucket.take(6), bucket.take(6), bucket.take(4), bucket.take(1)]).toEqual([true, false, true, false]);
  });

  test('gives tokens back at its rate', () => {
    const { clock, taken } = createBucket({ burst: 3, perSecond: 2 });
    taken(3);
    clock.advance(1_000);
    expect(taken(10)).toBe(2);
  });

  test('adds fractions of a token up', () => {
    const { clock, taken } = createBucket({ burst: 1, perSecond: 1 });
    taken(1);
    clock.advance(600);
    expect(taken(1)).toBe(0);
    clock.advance(400);
    expect(taken(1)).toBe(1);
  });

  test('never holds more than a burst, however long it rests', () => {
    const { clock, taken } = createBucket({ burst: 3, perSecond: 2 });
    clock.advance(60_000);
    expect(taken(10)).toBe(3);
  });
});
