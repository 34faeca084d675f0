import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMessage } from '../../../client/chat/split-message.ts';

describe('splitting a long message', () => {
  test('keeps a short one whole', () => {
    expect(splitMessage('hello', 5)).toEqual(['hello']);
  });

  test('makes nothing of nothing', () => {
    expect(splitMessage('', 5)).toEqual([]);
  });

  test('cuts at the limit', () => {
    expect(splitMessage('hello you', 5)).toEqual(['hello', ' you']);
  });

  test('never cuts an emoji in half', () => {
    expect(splitMessage('abc😀d', 4)).toEqual(['abc', '😀d']);
    expect(splitMessage('ab😀😀', 4)).toEqual(['ab😀', '😀']);
  });

  test('loses nothing, keeps the limit, and leaves whole characters whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.integer({ min: 2, max: 10 }), (text, lengthMax) => {
        const parts = splitMessage(text, lengthMax);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          expect(part.length).toBeLessThanOrEqual(lengthMax);
          expect(part).not.toMatch(/\p{Cs}/u);
        }
      }),
    );
  });
});
