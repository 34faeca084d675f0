import { atom } from 'nanostores';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Conversation } from '../../../client/state/conversation.ts';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { CHAT_LOG_ENTRIES_MAX } from '../../../shared/limits.ts';
import type { ChatMessage } from '../../../shared/peer-protocol.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeMessageId, fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { createRecordingLink } from '../../support/recording-link.ts';

// Ten thousand entries would take long, and show nothing more.
vi.mock('../../../shared/limits.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CHAT_LOG_ENTRIES_MAX: 20,
}));

const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const NOW = 1_700_000_000_000;

/** Ann's conversation. */
function createConversation() {
  const clock = createFakeClock(NOW);
  const store = atom<readonly ConversationEntry[]>([
    { type: 'notice', tone: 'quiet', lines: ['old'], id: 'old', at: 0 },
  ]);
  const conversation = new Conversation(store, { self: annId, now: clock.now, randomBytes: createFakeRandom() });
  const texts = () =>
    store.get().flatMap((entry) => {
      if (entry.type === 'message') return [entry.text];
      return entry.type === 'notice' ? [entry.lines.join()] : [entry.transfer];
    });
  /** Links Ben, who has nothing yet. */
  const linkBen = () => {
    const link = createRecordingLink(benId);
    conversation.linked(link);
    conversation.receive(benId, 'Ben', { type: 'chat-known', ids: [], last: true });
    return link;
  };
  const benSays = (text: string, time = NOW, number = 100) =>
    conversation.receive(benId, 'Ben', {
      type: 'chat',
      id: fakeMessageId(number),
      clock: { time, counter: 0 },
      text,
    });
  const benHandsOn = (...messages: ChatMessage[]) =>
    conversation.receive(benId, 'Ben', { type: 'chat-history', messages, last: true });
  const deliveries = () => store.get().flatMap((entry) => (entry.type === 'message' ? [entry.delivery] : []));
  return { clock, store, conversation, texts, linkBen, benSays, benHandsOn, deliveries };
}

const earlier = (number: number, author = cyId): ChatMessage => ({
  id: fakeMessageId(number),
  author,
  name: 'Cy',
  clock: { time: NOW - 60_000 + number, counter: 0 },
  text: `earlier ${number}`,
});

let here: ReturnType<typeof createConversation>;

beforeEach(() => {
  here = createConversation();
});

describe('a conversation', () => {
  test('begins empty', () => {
    expect(here.store.get()).toEqual([]);
  });

  test('shows own messages at once, and sends them to everybody linked', () => {
    const link = here.linkBen();
    link.sent.length = 0;
    here.conversation.say('Ann', 'hello', [benId]);
    here.conversation.say('Ann', 'again', [benId]);
    expect(link.sent).toEqual([
      { type: 'chat', id: fakeMessageId(1), clock: { time: NOW, counter: 0 }, text: 'hello' },
      { type: 'chat', id: fakeMessageId(2), clock: { time: NOW, counter: 1 }, text: 'again' },
    ]);
    expect(here.store.get()[0]).toEqual({
      type: 'message',
      id: fakeMessageId(1),
      at: NOW,
      author: 'Ann',
      authorId: annId,
      own: true,
      text: 'hello',
      delivery: { audience: new Set([benId]), deliveredTo: new Set() },
    });
  });

  test('sends nothing over a link that is gone', () => {
    const link = here.linkBen();
    link.sent.length = 0;
    here.conversation.unlinked(benId);
    here.conversation.say('Ann', 'hello', []);
    expect(link.sent).toEqual([]);
  });

  test('takes nothing from a link that is gone', () => {
    here.linkBen();
    here.conversation.unlinked(benId);
    here.benSays('too late');
    expect(here.texts()).toEqual([]);
  });

  test('keeps notices and transfers in their place among the messages', () => {
    here.conversation.note(['first', 'second']);
    here.conversation.say('Ann', 'hello', []);
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

  test('hands on messages alone, never what this browser noted', () => {
    here.conversation.note(['a notice']);
    here.conversation.say('Ann', 'hello', []);
    here.conversation.showTransfer(fakeTransferId(7));
    const history = here.linkBen().sent.flatMap((message) => (message.type === 'chat-history' ? message.messages : []));
    expect(history.map(({ text }) => text)).toEqual(['hello']);
  });

  test('sorts an answer after its question although the clock of who asked is ahead', () => {
    here.linkBen();
    here.benSays('question', NOW + 60_000);
    here.conversation.say('Ann', 'answer', [benId]);
    expect(here.texts()).toEqual(['question', 'answer']);
  });

  test('shows a message that comes twice once', () => {
    here.linkBen();
    here.benSays('hello');
    here.benSays('hello');
    expect(here.texts()).toEqual(['hello']);
  });

  test('gives every entry an id of its own', () => {
    here.linkBen();
    here.conversation.say('Ann', 'a', []);
    here.conversation.note(['b']);
    here.conversation.note(['c']);
    here.benSays('d');
    expect(new Set(here.store.get().map(({ id }) => id)).size).toBe(4);
  });

  test('keeps a bounded number of entries, the newest', () => {
    for (let at = 1; at <= CHAT_LOG_ENTRIES_MAX + 5; at++) here.conversation.say('Ann', `${at}`, []);
    expect(here.store.get()).toHaveLength(CHAT_LOG_ENTRIES_MAX);
    expect([here.texts().at(0), here.texts().at(-1)]).toEqual(['6', `${CHAT_LOG_ENTRIES_MAX + 5}`]);
    here.linkBen();
    here.benSays('late', NOW - 1);
    expect(here.texts().at(0)).toBe('6');
  });
});

describe('history', () => {
  test('stands before what happened since, under the names and times of then', () => {
    here.conversation.note(['Welcome']);
    here.linkBen();
    here.benHandsOn(earlier(100));
    expect(here.texts()).toEqual(['earlier 100', 'Welcome']);
    expect(here.store.get()[0]).toMatchObject({ author: 'Cy', authorId: cyId, own: false, at: NOW - 60_000 + 100 });
  });

  test('is never shown as of later than now, though its author’s clock was ahead', () => {
    here.linkBen();
    here.benHandsOn({ ...earlier(100), clock: { time: NOW + 60_000, counter: 0 } });
    expect(here.store.get()[0]?.at).toBe(NOW);
  });

  test('has own messages from before a reload, as own', () => {
    here.linkBen();
    here.benHandsOn(earlier(100, annId));
    expect(here.store.get()[0]).toMatchObject({ own: true, text: 'earlier 100' });
    expect(here.deliveries()).toEqual([{ audience: new Set(), deliveredTo: new Set([benId]) }]);
  });

  test('is put into the store at once', () => {
    here.linkBen();
    let changes = 0;
    here.store.listen(() => changes++);
    here.benHandsOn(...[1, 2, 3, 4].map((number) => earlier(100 + number)));
    expect([changes, here.texts().length]).toEqual([1, 4]);
  });
});

describe('delivery', () => {
  test('is noted on the message, in its place', () => {
    here.linkBen();
    here.conversation.say('Ann', 'one', [benId, cyId]);
    here.conversation.say('Ann', 'two', [benId, cyId]);
    here.conversation.receive(benId, 'Ben', { type: 'chat-received', ids: [fakeMessageId(1)] });
    expect(here.texts()).toEqual(['one', 'two']);
    const audience = new Set([benId, cyId]);
    expect(here.deliveries()).toEqual([
      { audience, deliveredTo: new Set([benId]) },
      { audience, deliveredTo: new Set() },
    ]);
  });

  test('is no matter of the messages of others', () => {
    here.linkBen();
    here.benSays('hello');
    expect(here.deliveries()).toEqual([undefined]);
  });
});
