import { describe, expect, test } from 'vitest';
import { SPEEDS_KEPT, speedLine, withSpeed } from '../../../client/ui/cards/speed-history.ts';

describe('the plot of the speed', () => {
  test('remembers the latest speeds only', () => {
    let speeds: readonly number[] = [];
    for (let speed = 0; speed < SPEEDS_KEPT + 5; speed++) speeds = withSpeed(speeds, speed);
    expect(speeds).toHaveLength(SPEEDS_KEPT);
    expect(speeds.at(-1)).toBe(SPEEDS_KEPT + 4);
  });

  test('has no step for a speed that is not known yet', () => {
    expect(withSpeed([1], undefined)).toEqual([1]);
  });

  test('draws the newest at the right and the fastest at the top', () => {
    expect(speedLine([100, 50])).toBe(`${SPEEDS_KEPT - 2},0.000 ${SPEEDS_KEPT - 1},0.500`);
  });

  test('draws no line for one speed, and a flat one at the bottom for a transfer that stalls', () => {
    expect(speedLine([100])).toBe('');
    expect(speedLine([0, 0])).toBe(`${SPEEDS_KEPT - 2},1.000 ${SPEEDS_KEPT - 1},1.000`);
  });
});
