import { describe, expect, test } from 'vitest';
import { isEmojiOnly } from '../../../client/ui/conversation/emoji-only.ts';

describe('a message of emoji alone', () => {
  test.each(['🙂', '👍🏽', '❤️', '👨‍👩‍👧‍👦', '🇩🇪', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '🎉🎉🎉', ' 🙂 👍 ', '🧑🏿‍🚀\n', '☝🏽'])(
    'is %j',
    (text) => {
      expect(isEmojiOnly(text)).toBe(true);
    },
  );

  test.each([
    ['words', 'hello'],
    ['words with one', 'hi 🙂'],
    ['more than three', '🎉🎉🎉🎉'],
    ['nothing', ''],
    ['spaces', '  '],
    ['digits, which are parts of keycaps', '123'],
    ['signs that are letters by default', '©'],
    ['a heart of text', '❤'],
    ['one with marks piled on it', `🙂${'\u0301'.repeat(20)}`],
    ['a selector alone', '\uFE0F'],
    ['half an emoji', '\uD83D'],
    ['a long string of joined ones', `👨${'\u200D👨'.repeat(100)}`],
  ])('is not %s', (_, text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});
