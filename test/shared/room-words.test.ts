import { describe, expect, test } from 'vitest';
import { roomWords } from '../../shared/room-words.ts';

describe('the words of room codes', () => {
  test('are worth at least 10.4 bits each', () => {
    expect(Math.log2(roomWords.length)).toBeGreaterThanOrEqual(10.4);
  });

  test('are each told apart by their first four letters', () => {
    expect(new Set(roomWords.map((word) => word.slice(0, 4))).size).toBe(roomWords.length);
  });

  test('are three to seven lower-case letters long', () => {
    expect(roomWords.filter((word) => !/^[a-z]{3,7}$/.test(word))).toEqual([]);
  });
});
