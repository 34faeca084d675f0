import { expect, test } from 'vitest';
import { commonEmoji } from '../../../client/ui/composer/emoji-list.ts';
import { emojiAfterKey } from '../../../client/ui/composer/emoji-steps.ts';
import { isEmojiOnly } from '../../../client/ui/conversation/emoji-only.ts';

test('arrows move by one and by a row, Home and End to the ends', () => {
  const after = (key: string) => emojiAfterKey(key, 10, 60, 8);
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].map(after)).toEqual([9, 11, 2, 18, 0, 59]);
});

test('there is nothing beyond the edges', () => {
  expect(emojiAfterKey('ArrowUp', 3, 60, 8)).toBe(3);
  expect(emojiAfterKey('ArrowLeft', 0, 60, 8)).toBe(0);
  expect(emojiAfterKey('ArrowDown', 55, 60, 8)).toBe(55);
  expect(emojiAfterKey('ArrowRight', 59, 60, 8)).toBe(59);
});

test('other keys do what they always do', () => {
  for (const key of ['a', 'Enter', 'Tab', 'constructor']) expect(emojiAfterKey(key, 3, 60, 8)).toBe(undefined);
});

test('every emoji is one, there once, and has a name of its own', () => {
  const all = commonEmoji();
  expect(all.every(({ emoji }) => isEmojiOnly(emoji))).toBe(true);
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});
