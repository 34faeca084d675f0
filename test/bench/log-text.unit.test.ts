import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { logLines, writeLogFile } from './log-text.ts';
import { withFolder } from './sent-files.ts';

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

  test('fills a file to the byte', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'server.log');
      await writeLogFile(path, 2_500_001, 1);
      const text = await readFile(path, 'utf8');
      expect(text.length).toBe(2_500_001);
      expect(take(20, 1).join('')).toBe(text.slice(0, take(20, 1).join('').length));
    }));
});
