import { describe, expect, test } from 'vitest';
import { announce, firstWords } from '../../../../client/ui/attention/announcement.ts';
import { NOTIFICATION_TEXT_LENGTH_MAX } from '../../../../shared/limits.ts';
import { heard, incomingView, outgoingView } from '../../../support/fake-views.ts';

const incoming = incomingView({ status: 'preparing' });
const card = { type: 'transfer', id: 'x', at: 1, transfer: incoming.id } as const;

describe('an announcement', () => {
  test('of a message says who and the first words, and gives way to the next one of the same author', () => {
    const first = announce(heard('a', 1, 'Hello\n  there'), {});
    expect(first).toMatchObject({ title: 'Ann', body: 'Hello there' });
    expect(announce(heard('b', 2), {})?.tag).toBe(first?.tag);
  });

  test('of an offer says who, what and how much', () => {
    const made = announce(card, { [incoming.id]: incoming });
    expect(made).toEqual({ title: 'Ann offers files', body: 'film.mkv · 1\u00a0GB', tag: `transfer-${incoming.id}` });
  });

  test('is not made of an offer that is gone, or one’s own', () => {
    expect(announce(card, {})).toBeUndefined();
    expect(announce(card, { [incoming.id]: outgoingView([{ status: 'waiting' }]) })).toBeUndefined();
  });
});

describe('the first words', () => {
  test('of a long text end between two words', () => {
    const words = firstWords('word '.repeat(100));
    expect(words).toMatch(/^(word )+word…$/);
    expect([...words].length).toBeLessThanOrEqual(NOTIFICATION_TEXT_LENGTH_MAX);
  });

  test('of one endless word are its beginning, and no character is cut in two', () => {
    expect([...firstWords('🦦'.repeat(200))]).toEqual([...'🦦'.repeat(NOTIFICATION_TEXT_LENGTH_MAX - 1), '…']);
  });

  test('of a short text are all of it', () => {
    expect(firstWords('x'.repeat(NOTIFICATION_TEXT_LENGTH_MAX))).toBe('x'.repeat(NOTIFICATION_TEXT_LENGTH_MAX));
  });
});
