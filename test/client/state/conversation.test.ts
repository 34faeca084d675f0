import { atom } from 'nanostores';
import * as v from 'valibot';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { signMessage, type UnsignedMessage } from '../../../client/chat/signed-message.ts';
import { Conversation, type Saying } from '../../../client/state/conversation.ts';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { createIdentity, type Identity } from '../../../client/trust/identity.ts';
import { messageIdSchema } from '../../../shared/ids.ts';
import { CHAT_LOG_ENTRIES_MAX, CHAT_REVISIONS_MAX } from '../../../shared/limits.ts';
import { type ChatMessage, type Clock, ProtocolError } from '../../../shared/peer-protocol.ts';
import { live } from '../../support/fake-chat.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeMessageId, fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { createRecordingLink } from '../../support/recording-link.ts';
import { settle, Watch } from '../../support/watch.ts';

// Ten thousand entries would take long, and show nothing more.
vi.mock('../../../shared/limits.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CHAT_LOG_ENTRIES_MAX: 20,
}));

const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const NOW = 1_700_000_000_000;
const ROOM = 7;

const randomBytes = createFakeRandom();
const identities = {
  ann: createIdentity(randomBytes),
  ben: createIdentity(randomBytes),
  cy: createIdentity(randomBytes),
};

/** Ann's conversation. */
function createConversation() {
  const clock = createFakeClock(NOW);
  const store = atom<readonly ConversationEntry[]>([
    { type: 'notice', tone: 'quiet', lines: ['old'], id: 'old', at: 0 },
  ]);
  const conversation = new Conversation(store, {
    self: annId,
    identity: identities.ann,
    room: ROOM,
    now: clock.now,
    randomBytes: createFakeRandom(),
    nameOf: (peerId) => (peerId === benId ? 'Ben' : 'Somebody'),
  });
  const watch = new Watch();
  store.listen(() => watch.notify());
  const texts = () =>
    store.get().flatMap((entry) => {
      if (entry.type === 'message') return [entry.text];
      return entry.type === 'notice' ? [entry.lines.join()] : [entry.transfer];
    });
  /** Links Ben, who has nothing yet. */
  const linkBen = () => {
    const link = createRecordingLink(benId);
    conversation.linked(link, identities.ben.publicKey);
    link.closed.addEventListener('abort', () => {
      conversation.unlinked(benId);
      watch.notify();
    });
    conversation.receive(benId, { type: 'chat-known', held: [], last: true });
    return link;
  };
  const benSays = (text: string, time = NOW, number = 100) =>
    conversation.receive(benId, live(signed(identities.ben, { ...earlier(number, benId), clock: at(time), text })));
  const benHandsOn = (...messages: ChatMessage[]) =>
    conversation.receive(benId, { type: 'chat-history', messages, last: true });
  const deliveries = () => store.get().flatMap((entry) => (entry.type === 'message' ? [entry.delivery] : []));
  return { clock, store, conversation, watch, texts, linkBen, benSays, benHandsOn, deliveries };
}

const at = (time: number) => ({ time, counter: 0 });

const earlier = (number: number, author = cyId): UnsignedMessage => ({
  id: fakeMessageId(number),
  author,
  name: author === cyId ? 'Cy' : 'Ben',
  clock: at(NOW - 60_000 + number),
  text: `earlier ${number}`,
});

const signed = (identity: Identity, message: UnsignedMessage) => signMessage(identity, ROOM, message);

/** What Cy has said, and Ben hands on. */
const cys = (number: number) => signed(identities.cy, earlier(number));

let here: ReturnType<typeof createConversation>;

beforeEach(() => {
  here = createConversation();
});

describe('a conversation', () => {
  test('begins empty', () => {
    expect(here.store.get()).toEqual([]);
  });

  /** As it goes to others. */
  const ownMessage = (number: number, clock: Clock, text: string) =>
    live(signed(identities.ann, { id: fakeMessageId(number), author: annId, name: 'Ann', clock, text }));

  test('shows own messages at once, and sends them to everybody linked', () => {
    const link = here.linkBen();
    link.sent.length = 0;
    here.conversation.say('Ann', { text: 'hello' }, [benId]);
    here.conversation.say('Ann', { text: 'again' }, [benId]);
    expect(link.sent).toEqual([
      ownMessage(1, { time: NOW, counter: 0 }, 'hello'),
      ownMessage(2, { time: NOW, counter: 1 }, 'again'),
    ]);
    expect(here.store.get()[0]).toEqual({
      type: 'message',
      id: fakeMessageId(1),
      at: NOW,
      author: 'Ann',
      authorId: annId,
      authorKey: identities.ann.publicKey,
      own: true,
      text: 'hello',
      delivery: { audience: new Set([benId]), deliveredTo: new Set() },
    });
    expect(here.store.get()[1]).toMatchObject({ text: 'again', editable: true });
  });

  test('sends nothing over a link that is gone', () => {
    const link = here.linkBen();
    link.sent.length = 0;
    here.conversation.unlinked(benId);
    here.conversation.say('Ann', { text: 'hello' }, []);
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
    here.conversation.say('Ann', { text: 'hello' }, []);
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
    here.conversation.say('Ann', { text: 'hello' }, []);
    here.conversation.showTransfer(fakeTransferId(7));
    const history = here.linkBen().sent.flatMap((message) => (message.type === 'chat-history' ? message.messages : []));
    expect(history.map(({ text }) => text)).toEqual(['hello']);
  });

  test('sorts an answer after its question although the clock of who asked is ahead', () => {
    here.linkBen();
    here.benSays('question', NOW + 60_000);
    here.conversation.say('Ann', { text: 'answer' }, [benId]);
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
    here.conversation.say('Ann', { text: 'a' }, []);
    here.conversation.note(['b']);
    here.conversation.note(['c']);
    here.benSays('d');
    expect(new Set(here.store.get().map(({ id }) => id)).size).toBe(4);
  });

  test('keeps a bounded number of entries, the newest', () => {
    for (let at = 1; at <= CHAT_LOG_ENTRIES_MAX + 5; at++) here.conversation.say('Ann', { text: `${at}` }, []);
    expect(here.store.get()).toHaveLength(CHAT_LOG_ENTRIES_MAX);
    expect([here.texts().at(0), here.texts().at(-1)]).toEqual(['6', `${CHAT_LOG_ENTRIES_MAX + 5}`]);
    here.linkBen();
    here.benSays('late', NOW - 1);
    expect(here.texts().at(0)).toBe('6');
  });
});

describe('history', () => {
  const untilTexts = (...texts: string[]) => here.watch.until(() => here.texts().join() === texts.join());

  test('stands before what happened since, under the names, keys and times of then', async () => {
    here.conversation.note(['Welcome']);
    here.linkBen();
    here.benHandsOn(cys(100));
    await untilTexts('earlier 100', 'Welcome');
    expect(here.store.get()[0]).toMatchObject({
      author: 'Cy',
      authorId: cyId,
      authorKey: identities.cy.publicKey,
      own: false,
      at: NOW - 60_000 + 100,
    });
  });

  test('is never shown as of later than now, though its author’s clock was ahead', async () => {
    here.linkBen();
    here.benHandsOn(signed(identities.cy, { ...earlier(100), clock: at(NOW + 60_000) }));
    await untilTexts('earlier 100');
    expect(here.store.get()[0]?.at).toBe(NOW);
  });

  test('has own messages from before a reload, as own', async () => {
    here.linkBen();
    here.benHandsOn(signed(identities.ann, earlier(100, annId)));
    await untilTexts('earlier 100');
    expect(here.store.get()[0]).toMatchObject({ own: true, text: 'earlier 100' });
    expect(here.deliveries()).toEqual([{ audience: new Set(), deliveredTo: new Set([benId]) }]);
  });

  test('is put into the store at once', async () => {
    here.linkBen();
    let changes = 0;
    here.store.listen(() => changes++);
    here.benHandsOn(...[1, 2, 3, 4].map((number) => cys(100 + number)));
    await here.watch.until(() => here.texts().length > 0);
    expect([changes, here.texts().length]).toEqual([1, 4]);
  });

  test('comes while the talk goes on', async () => {
    here.linkBen();
    here.benHandsOn(cys(100), cys(101));
    here.benSays('hello', NOW, 102);
    expect(here.texts()).toEqual(['hello']);
    await untilTexts('earlier 100', 'earlier 101', 'hello');
  });

  test.each<[string, () => ChatMessage]>([
    ['was changed', () => ({ ...cys(101), text: 'forged' })],
    [
      'somebody else has signed',
      () => ({ ...signed(identities.ben, earlier(101)), authorKey: identities.cy.publicKey }),
    ],
    ['was said in another room', () => signMessage(identities.cy, ROOM + 1, earlier(101))],
  ])('with a message that %s ends the link, and nothing of it is shown', async (_what, forge) => {
    const link = here.linkBen();
    here.benHandsOn(cys(100), forge(), cys(102));
    await here.watch.until(() => link.closed.aborted);
    expect(link.closings).toEqual([{ type: 'broke-protocol', detail: 'a chat message has a wrong signature' }]);
    expect(here.texts()).toEqual([]);
    here.linkBen();
    here.benHandsOn(cys(103));
    await untilTexts('earlier 103');
  });

  test('has no own messages that another browser has signed', async () => {
    const link = here.linkBen();
    here.benHandsOn(signed(identities.ben, { ...earlier(100, annId), text: 'not mine' }), cys(101));
    await untilTexts('earlier 101');
    expect(link.closings).toEqual([]);
  });

  test('of a link that is lost meanwhile is left, and comes over the next one', async () => {
    const link = here.linkBen();
    here.benHandsOn(cys(100));
    link.close({ type: 'lost' });
    here.linkBen();
    await settle();
    expect(here.texts()).toEqual([]);
    expect(link.closings).toEqual([{ type: 'lost' }]);
    here.benHandsOn(cys(101));
    await untilTexts('earlier 101');
  });
});

describe('a new message', () => {
  test('with a wrong signature is refused, and not shown', () => {
    here.linkBen();
    const forged = live({ ...signed(identities.ben, earlier(100, benId)), text: 'forged' });
    expect(() => here.conversation.receive(benId, forged)).toThrow(ProtocolError);
    expect(here.texts()).toEqual([]);
  });

  test('is refused when it is signed with another key than the link has proved', () => {
    here.linkBen();
    const cysOwn = live(signed(identities.cy, earlier(100, benId)));
    expect(() => here.conversation.receive(benId, cysOwn)).toThrow(ProtocolError);
    expect(here.texts()).toEqual([]);
  });
});

describe('delivery', () => {
  test('is noted on the message, in its place', () => {
    here.linkBen();
    here.conversation.say('Ann', { text: 'one' }, [benId, cyId]);
    here.conversation.say('Ann', { text: 'two' }, [benId, cyId]);
    here.conversation.receive(benId, { type: 'chat-received', held: [{ id: fakeMessageId(1) }] });
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

describe('what else can be said', () => {
  const entryOf = (text: string) => {
    const entry = here.store.get().find((each) => each.type === 'message' && each.text === text);
    if (entry?.type !== 'message') throw new Error('there is no such message');
    return entry;
  };
  const say = (saying: Saying) => here.conversation.say('Ann', saying, [benId, cyId]);
  const benHas = (text: string) =>
    here.conversation.receive(benId, {
      type: 'chat-received',
      held: [{ id: v.parse(messageIdSchema, entryOf(text).id) }],
    });

  test('is a direct message, whose audience is its addressee', () => {
    const link = here.linkBen();
    expect(say({ text: 'psst', to: benId })).toBe(true);
    expect(link.sent.at(-1)).toMatchObject({ to: { peerId: benId, key: identities.ben.publicKey } });
    expect(entryOf('psst')).toMatchObject({
      onlyTo: { peerId: benId, name: 'Ben' },
      delivery: { audience: new Set([benId]) },
    });
    expect(here.conversation.counterpartOf(entryOf('psst').id)).toBe(benId);
  });

  test('is no direct message to somebody who has never proved a key', () => {
    expect(say({ text: 'psst', to: cyId })).toBe(false);
    expect(here.texts()).toEqual([]);
  });

  test('is a direct message from another, which has their side as counterpart', () => {
    here.linkBen();
    const to = { peerId: annId, key: identities.ann.publicKey };
    here.conversation.receive(benId, live(signed(identities.ben, { ...earlier(100, benId), to })));
    expect(entryOf('earlier 100').onlyTo?.peerId).toBe(annId);
    expect(here.conversation.counterpartOf(fakeMessageId(100))).toBe(benId);
    say({ text: 'to all' });
    expect(here.conversation.counterpartOf(entryOf('to all').id)).toBeUndefined();
  });

  test('is an action, and an answer with the first line of what it answers', () => {
    here.linkBen();
    here.benSays('\n first \nsecond');
    say({ text: 'nods', action: true, quote: fakeMessageId(100) });
    expect(entryOf('nods')).toMatchObject({
      action: true,
      quote: { id: fakeMessageId(100), said: { author: 'Ben', own: false, line: 'first' } },
    });
  });

  test('is an answer to what is not here, until that comes or changes', () => {
    here.linkBen();
    const quote = fakeMessageId(101);
    here.conversation.receive(benId, live(signed(identities.ben, { ...earlier(100, benId), quote })));
    expect(entryOf('earlier 100').quote).toEqual({ id: quote, said: undefined });
    here.benSays('asked', NOW - 70_000, 101);
    expect(entryOf('earlier 100').quote?.said?.line).toBe('asked');
    const asked = { ...earlier(101, benId), clock: at(NOW - 70_000), text: 'asked anew', revision: 1 };
    here.conversation.receive(benId, live(signed(identities.ben, asked)));
    expect(entryOf('earlier 100').quote?.said?.line).toBe('asked anew');
  });

  describe('again', () => {
    test('is an edited message in its place, which nobody is known to have yet', () => {
      const link = here.linkBen();
      say({ text: 'helo' });
      benHas('helo');
      expect(entryOf('helo').delivery?.deliveredTo).toEqual(new Set([benId]));
      here.conversation.note(['a notice']);
      const { id, at: saidAt } = entryOf('helo');
      here.clock.advance(5_000);
      expect(here.conversation.revise(id, 'hello')).toBeUndefined();
      expect(here.texts()).toEqual(['hello', 'a notice']);
      expect(entryOf('hello')).toMatchObject({
        id,
        at: saidAt,
        change: 'edited',
        editable: true,
        delivery: { audience: new Set([benId, cyId]), deliveredTo: new Set() },
      });
      expect(link.sent.at(-1)).toMatchObject({ type: 'chat', id, text: 'hello', revision: 1 });
    });

    test('is a deleted message without a text, which cannot be edited any more', () => {
      say({ text: 'oops' });
      const { id } = entryOf('oops');
      expect(here.conversation.revise(id, '')).toBeUndefined();
      expect(entryOf('')).toMatchObject({ id, change: 'deleted' });
      expect(entryOf('').editable).toBeUndefined();
      expect(here.conversation.revise(id, 'back')).toBe('not-newest');
    });

    test('is said by the author of the newest own message alone', () => {
      here.linkBen();
      say({ text: 'one' });
      const one = entryOf('one').id;
      say({ text: 'two' });
      here.benSays('three', NOW + 1, 100);
      expect(entryOf('one').editable).toBeUndefined();
      expect(here.conversation.revise(one, 'changed')).toBe('not-newest');
      expect(here.conversation.revise(fakeMessageId(100), 'changed')).toBe('not-newest');
      expect(here.conversation.revise(entryOf('two').id, 'two!')).toBeUndefined();
      expect(here.texts()).toEqual(['one', 'two!', 'three']);
    });

    test('can be said so often, and then deleted', () => {
      say({ text: '0' });
      const { id } = entryOf('0');
      for (let time = 1; time < CHAT_REVISIONS_MAX; time++) {
        expect(here.conversation.revise(id, `${time}`)).toBeUndefined();
      }
      expect(here.conversation.revise(id, 'more')).toBe('too-often');
      expect(here.conversation.revise(id, '')).toBeUndefined();
    });

    test('says nothing when it is the same', () => {
      const link = here.linkBen();
      say({ text: 'one' });
      const before = link.sent.length;
      expect(here.conversation.revise(entryOf('one').id, 'one')).toBeUndefined();
      expect(link.sent).toHaveLength(before);
    });
  });

  test('is gone from the own view when that is cleared, but for cards, and others still get it', () => {
    say({ text: 'one' });
    here.conversation.note(['a notice']);
    here.conversation.showTransfer(fakeTransferId(7));
    here.conversation.clear();
    expect(here.texts()).toEqual([fakeTransferId(7)]);
    const history = here.linkBen().sent.flatMap((message) => (message.type === 'chat-history' ? message.messages : []));
    expect(history.map(({ text }) => text)).toEqual(['one']);
    say({ text: 'two' });
    expect(here.texts()).toEqual([fakeTransferId(7), 'two']);
  });
});
