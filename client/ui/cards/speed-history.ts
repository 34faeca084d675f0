/** The latest speeds of a transfer, oldest first, and the line that they draw. */

/** Half a minute, as progress is told twice a second. */
export const SPEEDS_KEPT = 60;

/** Adds a speed in bytes a second; one that is not known yet adds nothing. */
export const withSpeed = (speeds: readonly number[], speed: number | undefined): readonly number[] =>
  speed === undefined ? speeds : [...speeds, speed].slice(-SPEEDS_KEPT);

/**
 * The points of an SVG line in a box of `SPEEDS_KEPT - 1` by 1: the newest at the right, the fastest at the top.
 * Empty for fewer than two speeds.
 */
export function speedLine(speeds: readonly number[]): string {
  if (speeds.length < 2) return '';
  const fastest = Math.max(...speeds, 1);
  const first = SPEEDS_KEPT - speeds.length;
  return speeds.map((speed, at) => `${first + at},${(1 - speed / fastest).toFixed(3)}`).join(' ');
}
