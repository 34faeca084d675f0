import { describe, expect, test } from 'vitest';
import type { ConversationEntry, TransferView } from '../../../../client/state/views.ts';
import { countNews, isNews, Unread } from '../../../../client/ui/attention/unread.ts';
import { heard, incomingView, outgoingView } from '../../../support/fake-views.ts';

const [incoming, outgoing] = [incomingView({ status: 'preparing' }), outgoingView([{ status: 'waiting' }])];
const transfers: Record<string, TransferView> = { [incoming.id]: incoming, [outgoing.id]: outgoing };

const card = (id: string, view: TransferView): ConversationEntry => ({
  type: 'transfer',
  id,
  at: 10,
  transfer: view.id,
});
const notice: ConversationEntry = { type: 'notice', id: 'n', at: 10, tone: 'problem', lines: ['Ben left.'] };

describe('news', () => {
  test('is what others say and offer', () => {
    expect(isNews(heard('a', 10), transfers)).toBe(true);
    expect(isNews(card('b', incoming), transfers)).toBe(true);
  });

  test('is nothing of one’s own, and nothing that the page itself says', () => {
    expect(isNews({ ...heard('a', 10), own: true }, transfers)).toBe(false);
    expect(isNews(card('b', outgoing), transfers)).toBe(false);
    expect(isNews(notice, transfers)).toBe(false);
    expect(isNews(card('gone', incoming), {})).toBe(false);
  });

  test('is counted from a time on', () => {
    const entries = [heard('a', 9), heard('b', 10), notice, heard('c', 11)];
    expect([9, 10, 11, 12].map((since) => countNews(entries, transfers, since))).toEqual([3, 2, 1, 0]);
  });
});

describe('what is unread', () => {
  const update = (unread: Unread, ...entries: readonly ConversationEntry[]) =>
    unread.update(entries, transfers).map(({ id }) => id);

  test('is nothing while somebody looks', () => {
    const unread = new Unread();
    expect(update(unread, heard('a', 10))).toEqual([]);
    expect(unread.count).toBe(0);
  });

  test('is what came since nobody looks, and each of it is new once', () => {
    const unread = new Unread();
    unread.lookAway(10);
    expect(update(unread, heard('old', 9), heard('a', 10))).toEqual(['a']);
    expect(update(unread, heard('old', 9), heard('a', 10), heard('b', 12))).toEqual(['b']);
    expect(unread.count).toBe(2);
  });

  test('is not what was said before, however late it comes', () => {
    const unread = new Unread();
    unread.lookAway(10);
    expect(update(unread, heard('history', 3))).toEqual([]);
    expect(unread.count).toBe(0);
  });

  test('is fewer when something is gone, and nothing when somebody looks again', () => {
    const unread = new Unread();
    unread.lookAway(10);
    update(unread, heard('a', 10), heard('b', 11));
    expect(update(unread, heard('b', 11))).toEqual([]);
    expect(unread.count).toBe(1);
    unread.lookBack();
    expect(unread.count).toBe(0);
    unread.lookAway(20);
    expect(update(unread, heard('b', 11), heard('c', 21))).toEqual(['c']);
  });
});
