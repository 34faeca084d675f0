import { describe, expect, test } from 'vitest';
import { SourceRates } from '../../signaling/source-rates.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createRates(sourcesMax = 10) {
  const clock = createFakeClock();
  const rates = new SourceRates({ burst: 2, perSecond: 1 }, sourcesMax, clock.now);
  const taken = (...addresses: string[]) => addresses.map((address) => rates.take(address));
  return { clock, rates, taken };
}

describe('the rates of sources', () => {
  test('are counted for each address', () => {
    const { taken } = createRates();
    expect(taken('192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2')).toEqual([true, true, false, true]);
  });

  test('come back with time', () => {
    const { clock, taken } = createRates();
    taken('192.0.2.1', '192.0.2.1');
    clock.advance(1_000);
    expect(taken('192.0.2.1', '192.0.2.1')).toEqual([true, false]);
  });

  test('are one for an IPv6 /64', () => {
    const { taken } = createRates();
    expect(taken('2001:db8::1', '2001:db8::2', '2001:db8::ffff:0:0:3', '2001:db8:0:1::1')).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test('are one for an IPv4 address in either form', () => {
    const { taken } = createRates();
    expect(taken('192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1', '::ffff:192.0.2.2')).toEqual([true, true, false, true]);
  });

  test('are kept for the newest sources only', () => {
    const { taken } = createRates(2);
    taken('192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.2', '192.0.2.1');
    taken('192.0.2.3');
    expect(taken('192.0.2.1')).toEqual([false]);
    expect(taken('192.0.2.2')).toEqual([true]);
  });

  test('are forgotten when they have come back', () => {
    const { clock, rates, taken } = createRates();
    taken('192.0.2.1', '192.0.2.1', '192.0.2.2');
    clock.advance(1_999);
    taken('192.0.2.3');
    expect(rates.size).toBe(3);
    clock.advance(1);
    taken('192.0.2.3');
    expect(rates.size).toBe(1);
  });
});
