import fc from 'fast-check';
import { atom } from 'nanostores';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Conversation } from '../../../client/state/conversation.ts';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../../shared/limits.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';

// Ten thousand entries would take long, and show nothing more.
vi.mock('../../../shared/limits.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CHAT_LOG_ENTRIES_MAX: 20,
}));

const [annId, benId] = [fakePeerId(1), fakePeerId(2)];
const NOW = 1_700_000_000_000;

function createConversation(self = annId, startMs = NOW) {
  const clock = createFakeClock(startMs);
  const store = atom<readonly ConversationEntry[]>([
    { type: 'notice', tone: 'quiet', lines: ['old'], id: 'old', at: 0 },
  ]);
  let said = 0;
  const conversation = new Conversation(store, self, clock.now, () => said++);
  const texts = () =>
    store.get().flatMap((entry) => {
      if (entry.type === 'message') return [entry.text];
      return entry.type === 'notice' ? [entry.lines.join()] : [entry.transfer];
    });
  return { clock, store, conversation, texts };
}

let here: ReturnType<typeof createConversation>;

beforeEach(() => {
  here = createConversation();
});

describe('a conversation', () => {
  test('begins empty', () => {
    expect(here.store.get()).toEqual([]);
  });

  test('shows own messages at once, and answers what the others must be told', () => {
    const first = here.conversation.say('Ann', 'hello');
    expect(first).toEqual({ type: 'chat', sequence: 0, clock: { time: NOW, counter: 0 }, text: 'hello' });
    expect(here.conversation.say('Ann', 'again')).toMatchObject({ sequence: 1, clock: { time: NOW, counter: 1 } });
    expect(here.store.get()[0]).toEqual({
      type: 'message',
      id: `${annId}:0`,
      at: NOW,
      author: 'Ann',
      authorId: annId,
      own: true,
      text: 'hello',
    });
  });

  test('keeps notices and transfers in their place among the messages', () => {
    here.conversation.note(['first', 'second']);
    here.conversation.say('Ann', 'hello');
    here.conversation.showTransfer(fakeTransferId(7));
    here.conversation.note(['trouble'], 'problem');
    expect(here.texts()).toEqual(['first,second', 'hello', fakeTransferId(7), 'trouble']);
    expect(here.store.get().map((entry) => entry.type === 'notice' && entry.tone)).toEqual([
      'quiet',
      false,
      false,
      'problem',
    ]);
  });

  test('sorts an answer after its question although the clock of who asked is ahead', () => {
    const ben = createConversation(benId, NOW + 60_000);
    here.conversation.receive(benId, 'Ben', ben.conversation.say('Ben', 'question'));
    here.conversation.say('Ann', 'answer');
    expect(here.texts()).toEqual(['question', 'answer']);
  });

  test('shows a message that comes twice once', () => {
    const message = createConversation(benId).conversation.say('Ben', 'hello');
    here.conversation.receive(benId, 'Ben', message);
    here.conversation.receive(benId, 'Ben', message);
    expect(here.texts()).toEqual(['hello']);
  });

  test('gives every entry an id of its own', () => {
    here.conversation.say('Ann', 'a');
    here.conversation.note(['b']);
    here.conversation.note(['c']);
    here.conversation.receive(benId, 'Ben', { type: 'chat', sequence: 0, clock: { time: NOW, counter: 0 }, text: 'd' });
    expect(new Set(here.store.get().map(({ id }) => id)).size).toBe(4);
  });

  test('keeps a bounded number of entries, the newest', () => {
    for (let at = 1; at <= CHAT_LOG_ENTRIES_MAX + 5; at++) here.conversation.say('Ann', `${at}`);
    expect(here.store.get()).toHaveLength(CHAT_LOG_ENTRIES_MAX);
    expect([here.texts().at(0), here.texts().at(-1)]).toEqual(['6', `${CHAT_LOG_ENTRIES_MAX + 5}`]);
    const old = { type: 'chat', sequence: 0, clock: { time: NOW - 1, counter: 0 }, text: 'late' } as const;
    here.conversation.receive(benId, 'Ben', old);
    expect(here.texts().at(0)).toBe('6');
  });

  test('has the messages of everybody in the same order, whatever order they come in', () => {
    const anySends = fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 15 });
    fc.assert(
      fc.property(anySends, fc.infiniteStream(fc.nat(1_000)), (sends, draws) => {
        const ids = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
        const people = ids.map((id, at) => createConversation(id, NOW + at));
        const underWay = sends.flatMap(([author, ms]) => {
          people[author]?.clock.advance(ms);
          const message = people[author]?.conversation.say('x', `${author} said ${ms}`);
          return people.flatMap((to) =>
            to === people[author] || message === undefined ? [] : [{ to, author, message }],
          );
        });
        while (underWay.length > 0) {
          const [next] = underWay.splice((draws.next().value ?? 0) % underWay.length, 1);
          next?.to.conversation.receive(ids[next.author] ?? annId, 'x', next.message);
        }
        const [first, ...others] = people.map(({ texts }) => texts());
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });
});
