import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailedHandshakes } from '../../../client/trust/failed-handshakes.ts';
import {
  FAILED_HANDSHAKE_PAUSE_MS,
  FAILED_HANDSHAKES_PER_ADDRESS_MAX,
  FAILED_HANDSHAKES_PER_ROOM_MAX,
  FAILED_HANDSHAKES_WINDOW_MS,
} from '../../../shared/limits.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function createFailed() {
  const clock = createFakeClock(1_000);
  const failed = new FailedHandshakes(clock.now);
  const fail = (count: number, address = '10.0.0.1') => {
    for (let at = 0; at < count; at++) failed.note(address);
  };
  return { clock, failed, fail };
}

describe('failed handshakes', () => {
  test('are not held against anybody who has none', () => {
    const { failed, fail } = createFailed();
    fail(3, '10.0.0.2');
    expect(failed.pauseBefore('10.0.0.1')).toBe(0);
  });

  test('make the next one wait longer with each', () => {
    const { failed, fail } = createFailed();
    const pauses = [1, 2, 3, 4].map(() => {
      fail(1);
      return failed.pauseBefore('10.0.0.1');
    });
    expect(pauses).toEqual([1, 2, 4, 8].map((factor) => factor * FAILED_HANDSHAKE_PAUSE_MS));
  });

  test('do so from when the last one failed', () => {
    const { clock, failed, fail } = createFailed();
    fail(2);
    clock.advance(FAILED_HANDSHAKE_PAUSE_MS);
    expect(failed.pauseBefore('10.0.0.1')).toBe(FAILED_HANDSHAKE_PAUSE_MS);
    clock.advance(FAILED_HANDSHAKE_PAUSE_MS);
    expect(failed.pauseBefore('10.0.0.1')).toBe(0);
    clock.advance(FAILED_HANDSHAKE_PAUSE_MS);
    expect(failed.pauseBefore('10.0.0.1')).toBe(0);
  });

  test('are enough at some number from one address, until they are forgotten', () => {
    const { clock, failed, fail } = createFailed();
    fail(FAILED_HANDSHAKES_PER_ADDRESS_MAX);
    clock.advance(FAILED_HANDSHAKES_WINDOW_MS - 1);
    expect(failed.pauseBefore('10.0.0.1')).toBeUndefined();
    expect(failed.pauseBefore('10.0.0.2')).toBe(0);
    clock.advance(1);
    expect(failed.pauseBefore('10.0.0.1')).toBe(0);
  });

  test('are enough at some number from everywhere, until they are forgotten', () => {
    const { clock, failed } = createFailed();
    for (let at = 0; at < FAILED_HANDSHAKES_PER_ROOM_MAX; at++) failed.note(`10.0.0.${at}`);
    expect(failed.pauseBefore('10.0.1.1')).toBeUndefined();
    clock.advance(FAILED_HANDSHAKES_WINDOW_MS);
    expect(failed.pauseBefore('10.0.1.1')).toBe(0);
  });

  test('are never more than that in any ten minutes, however somebody tries', () => {
    const tries = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 120_000 })), { maxLength: 400 });
    fc.assert(
      fc.property(tries, (all) => {
        const { clock, failed } = createFailed();
        const failures: { readonly address: string; readonly at: number }[] = [];
        for (const [who, afterMs] of all) {
          clock.advance(afterMs);
          const address = `10.0.0.${who}`;
          if (failed.pauseBefore(address) !== 0) continue;
          failed.note(address);
          failures.push({ address, at: clock.now() });
          const recent = failures.filter(({ at }) => at > clock.now() - FAILED_HANDSHAKES_WINDOW_MS);
          const fromThere = recent.filter((failure) => failure.address === address);
          expect(fromThere.length).toBeLessThanOrEqual(FAILED_HANDSHAKES_PER_ADDRESS_MAX);
          expect(recent.length).toBeLessThanOrEqual(FAILED_HANDSHAKES_PER_ROOM_MAX);
        }
      }),
    );
  });
});
