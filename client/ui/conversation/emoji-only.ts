/** More than these in a row are decoration again, not a message of their own. */
const LARGE_EMOJI_MAX = 3;

/** The longest such text, in UTF-16 code units: a family of four takes 11, a flag of a region 14. */
const LENGTH_MAX = 64;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How one emoji begins: shown as a picture by itself, by U+FE0F or by a skin tone, a flag, or a keycap. */
const beginsAsPicture =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})|[0-9#*]\uFE0F?\u20E3)/u;

/** What an emoji consists of: joined by U+200D, with tags for the flags of regions. */
const isOfEmoji = /^[\p{Emoji}\p{Emoji_Component}]+$/u;

const isEmoji = (grapheme: string) => beginsAsPicture.test(grapheme) && isOfEmoji.test(grapheme);

/** Whether a message is one to three emoji and nothing else: such a message is shown large. */
export function isEmojiOnly(text: string): boolean {
  if (text.length > LENGTH_MAX) return false;
  const segments = [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return segments.length > 0 && segments.length <= LARGE_EMOJI_MAX && segments.every(isEmoji);
}
