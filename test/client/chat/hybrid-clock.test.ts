import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { compareClocks, HybridClock } from '../../../client/chat/hybrid-clock.ts';
import { CLOCK_COUNTER_MAX, CLOCK_LEAD_MAX_MS, CLOCK_TIME_MAX_MS } from '../../../shared/limits.ts';
import { type Clock, clockSchema } from '../../../shared/peer-protocol.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const NOW = 1_700_000_000_000;

function createClock(startMs = NOW) {
  const wall = createFakeClock(startMs);
  return { wall, clock: new HybridClock(wall.now) };
}

describe('the hybrid clock', () => {
  test('reads wall time', () => {
    expect(createClock().clock.tick()).toEqual({ time: NOW, counter: 0 });
    expect(createClock(NOW + 0.7).clock.tick()).toEqual({ time: NOW, counter: 0 });
  });

  test('counts within one millisecond, and begins again with the next', () => {
    const { clock, wall } = createClock();
    expect([clock.tick(), clock.tick()].map(({ counter }) => counter)).toEqual([0, 1]);
    wall.advance(1);
    expect(clock.tick()).toEqual({ time: NOW + 1, counter: 0 });
  });

  test('is later than whatever it has seen, although its own wall clock is slow', () => {
    const { clock } = createClock();
    const seen = { time: NOW + 60_000, counter: 4 };
    clock.observe(seen);
    expect(clock.tick()).toEqual({ time: NOW + 60_000, counter: 5 });
  });

  test('takes no notice of what is earlier', () => {
    const { clock } = createClock();
    clock.tick();
    clock.observe({ time: NOW - 1, counter: 99 });
    expect(clock.tick()).toEqual({ time: NOW, counter: 1 });
  });

  test('follows nobody further ahead than a day', () => {
    const { clock } = createClock();
    clock.observe({ time: NOW + CLOCK_LEAD_MAX_MS + 1, counter: 0 });
    expect(clock.tick()).toEqual({ time: NOW, counter: 0 });
    clock.observe({ time: NOW + CLOCK_LEAD_MAX_MS, counter: 0 });
    expect(clock.tick()).toEqual({ time: NOW + CLOCK_LEAD_MAX_MS, counter: 1 });
  });

  test('carries over when a counter is at its end, so that others accept the reading', () => {
    const { clock } = createClock();
    clock.observe({ time: NOW, counter: CLOCK_COUNTER_MAX });
    expect(clock.tick()).toEqual({ time: NOW + 1, counter: 0 });
  });

  test('never goes back, is always later than what it believed, and always gives a valid reading', () => {
    const reading = fc.record({
      time: fc.oneof(fc.nat(CLOCK_TIME_MAX_MS), fc.integer({ min: NOW - 10, max: NOW + 10 })),
      counter: fc.oneof(fc.constant(CLOCK_COUNTER_MAX), fc.nat(3)),
    });
    const anyStep = fc.oneof(
      fc.integer({ min: -5, max: 5 }).map((ms) => ({ type: 'wall', ms }) as const),
      reading.map((seen) => ({ type: 'seen', seen }) as const),
      fc.constant({ type: 'tick' } as const),
    );
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        const { clock, wall } = createClock();
        let latest: Clock = { time: 0, counter: 0 };
        for (const step of steps) {
          if (step.type === 'wall') wall.advance(step.ms);
          else if (step.type === 'seen') {
            clock.observe(step.seen);
            const followed = step.seen.time <= wall.now() + CLOCK_LEAD_MAX_MS;
            if (followed && compareClocks(step.seen, latest) > 0) latest = step.seen;
          } else {
            const tick = clock.tick();
            expect(compareClocks(tick, latest)).toBeGreaterThan(0);
            expect(v.is(clockSchema, tick)).toBe(true);
            latest = tick;
          }
        }
      }),
    );
  });
});
