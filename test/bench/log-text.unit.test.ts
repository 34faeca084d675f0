import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { logLines, logText } from './log-text.ts';

const take = (count: number, seed: number): string[] => {
  const lines = logLines(seed);
  return Array.from({ length: count }, () => lines.next().value);
};

describe('the text of a log', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(take(50, 1)).toEqual(take(50, 1));
    expect(take(50, 1)).not.toEqual(take(50, 2));
  });

  test('has no line twice, and time that goes on', () => {
    const lines = take(5_000, 1);
    expect(new Set(lines).size).toBe(5_000);
    const times = lines.map((line) => line.slice(0, 24));
    expect(times).toEqual([...times].sort());
  });

  test('can be made as much smaller as real logs', () => {
    const text = take(5_000, 1).join('');
    const ratio = text.length / gzipSync(text).length;
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(10);
  });

  test('is as long as asked, to the byte', () => {
    const lines = take(20, 1).join('');
    for (const length of [lines.length, lines.length + 1, 2_500_001]) {
      const text = logText(length, 1);
      expect(text).toHaveLength(length);
      expect(text.startsWith(lines)).toBe(true);
    }
  });
});
