import { describe, expect, test } from 'vitest';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { MessageSearch, matchAfterChange, neighbourOf } from '../../../client/ui/conversation/message-search.ts';
import { benId } from '../../support/fake-chat.ts';
import { fakeKeyOf } from '../../support/fake-ids.ts';

const message = (id: string, text: string): ConversationEntry => ({
  id,
  type: 'message',
  author: 'Ben',
  authorId: benId,
  authorKey: fakeKeyOf(benId),
  own: false,
  text,
  at: 0,
});

const entries: readonly ConversationEntry[] = [
  message('a', 'Hello'),
  { id: 'b', type: 'notice', tone: 'quiet', lines: ['hello from the page'], at: 0 },
  message('c', 'nothing'),
  message('d', 'say héllo'),
];

const never = new AbortController().signal;

describe('a search for messages', () => {
  test('finds them in order, and not what the page itself says', async () => {
    const search = new MessageSearch();
    expect(await search.find(entries, 'HELLO', never)).toEqual(['a', 'd']);
    expect(await search.find([...entries, message('e', 'hello again')], 'hello', never)).toEqual(['a', 'd', 'e']);
  });

  test.each(['', '\u0301', 'absent'])('finds nothing by %j', async (query) => {
    expect(await new MessageSearch().find(entries, query, never)).toEqual([]);
  });

  test('stops when it is no longer wanted', async () => {
    await expect(new MessageSearch().find(entries, 'hello', AbortSignal.abort())).rejects.toThrow();
  });
});

describe('the match that is gone to', () => {
  test('is the newest at first, and stays while it is there', () => {
    expect(matchAfterChange(undefined, ['a', 'b'])).toBe('b');
    expect(matchAfterChange('a', ['a', 'b'])).toBe('a');
    expect(matchAfterChange('c', ['a', 'b'])).toBe('b');
    expect(matchAfterChange('c', [])).toBe(undefined);
  });

  test('moves to either side, and around the ends', () => {
    const matches = ['a', 'b', 'c'];
    expect(neighbourOf('b', matches, 1)).toBe('c');
    expect(neighbourOf('b', matches, -1)).toBe('a');
    expect(neighbourOf('c', matches, 1)).toBe('a');
    expect(neighbourOf('a', matches, -1)).toBe('c');
    expect(neighbourOf(undefined, [], 1)).toBe(undefined);
  });
});
