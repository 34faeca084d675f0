import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageParts } from '../../../client/ui/conversation/message-parts.ts';
import { CHAT_TEXT_LENGTH_MAX } from '../../../shared/limits.ts';

/** Parts in short: text as it is, code in brackets, blocks with their language. */
const inShort = (text: string) =>
  messageParts(text).map((part) => {
    if (part.type === 'text') return part.source;
    return part.type === 'code' ? `[${part.code}]` : { [part.language]: part.code };
  });

/** Texts with many backticks, lines and names in them. */
const texts = fc
  .array(fc.oneof(fc.constantFrom('`', '``', '```', '\n', '```\n', '```ts\n', ' ', 'a'), fc.string({ maxLength: 5 })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));

describe('code in a message', () => {
  test('stands between backticks in a line', () => {
    expect(inShort('use `npm start` or ``x``, not ```y```')).toEqual([
      'use ',
      '[npm start]',
      ' or ',
      '[x]',
      ', not ',
      '[y]',
    ]);
  });

  test('stands in fences of its own lines, with or without a language', () => {
    expect(inShort('see\n```ts\nlet a;\n\nlet b;\n```\nand\n```\nplain\n```')).toEqual([
      'see\n',
      { ts: 'let a;\n\nlet b;' },
      'and\n',
      { '': 'plain' },
    ]);
  });

  test('keeps its spaces and the backticks inside', () => {
    expect(inShort('```\n  a `b` ``c``\n```')).toEqual([{ '': '  a `b` ``c``' }]);
  });

  test('may be nothing', () => {
    expect(inShort('```\n```')).toEqual([{ '': '' }]);
  });

  test.each([
    ['a fence that is never closed', '```ts\nlet a;'],
    ['a fence within a line', 'see ```ts\nlet a;\n'],
    ['a backtick alone', 'it`s'],
    ['backticks of different numbers', '`a``'],
    ['backticks around nothing', '`` ``` ````'],
    ['backticks over two lines', '`a\nb`'],
  ])('is not %s', (_, text) => {
    expect(inShort(text).join('')).toBe(text);
    expect(messageParts(text).every(({ type }) => type === 'text')).toBe(true);
  });

  test('is found without losing a character of any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = messageParts(text);
        expect(parts.map(({ source }) => source).join('')).toBe(text);
        expect(parts.every(({ source }) => source !== '')).toBe(true);
        for (const part of parts) if (part.type !== 'text') expect(part.source).toContain(part.code);
      }),
    );
  });

  test.each(['```a\n', '`', '``` \n', '`a', '```a\nb\n```\n'])('takes no time over the longest text of %j', (piece) => {
    const text = piece.repeat(CHAT_TEXT_LENGTH_MAX / piece.length);
    const startedAt = performance.now();
    for (let time = 0; time < 10; time++) messageParts(text);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
