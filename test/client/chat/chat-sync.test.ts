import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatControlMessage, ChatSync } from '../../../client/chat/chat-sync.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { CHAT_HISTORY_MESSAGES_MAX } from '../../../shared/limits.ts';
import type { ChatMessage } from '../../../shared/peer-protocol.ts';
import {
  annId,
  arrive,
  benId,
  bens,
  cyId,
  cys,
  history,
  known,
  live,
  messageOf,
  own,
  part,
  received,
} from '../../support/fake-chat.ts';
import { fakeKeyOf, fakePeerId } from '../../support/fake-ids.ts';

/** Ann's. */
let sync: ChatSync;

beforeEach(() => {
  sync = new ChatSync(annId, fakeKeyOf(annId));
});

const fromBen = (message: ChatControlMessage) => arrive(sync, benId, message);
const linkUp = (peerId: PeerId) => sync.linkUp(peerId, fakeKeyOf(peerId));
const toBen = (...messages: ChatControlMessage[]) => messages.map((message) => ({ to: benId, message }));
const isHere = (...messages: ChatMessage[]) => expect(sync.messages).toEqual(messages);

/** Links Ben, who has these. */
function linkBen(...messages: ChatMessage[]) {
  linkUp(benId);
  return fromBen(known(...messages));
}

describe('an own message', () => {
  test('is in the log, and goes to nobody while nobody is linked', () => {
    expect(sync.say(own(1))).toEqual({ added: [own(1)], revised: [], arrived: [], delivered: [], sends: [] });
    isHere(own(1));
  });

  test('goes to everybody linked, before and after they have listed what they have', () => {
    linkBen();
    linkUp(cyId);
    expect(sync.say(own(1)).sends).toEqual([
      { to: benId, message: live(own(1)) },
      { to: cyId, message: live(own(1)) },
    ]);
  });

  test('goes to nobody whose link is down', () => {
    linkBen();
    sync.linkDown(benId);
    expect(sync.say(own(1)).sends).toEqual([]);
  });

  test('is delivered to whoever acknowledges it, also when they do so twice', () => {
    linkBen();
    sync.say(own(1));
    const delivered = [{ id: own(1).id, to: benId }];
    expect(fromBen(received(own(1)))).toEqual({ added: [], revised: [], delivered, sends: [] });
    expect(fromBen(received(own(1))).delivered).toEqual(delivered);
  });

  test('is delivered to whoever lists it, when their acknowledgement was lost', () => {
    sync.say(own(1));
    expect(linkBen(own(1)).delivered).toEqual([{ id: own(1).id, to: benId }]);
  });
});

describe('a message from its author', () => {
  test('is theirs by the key that the link has proved, and is taken and acknowledged once it is verified', () => {
    linkBen();
    expect(sync.receive(benId, live(bens(1)))).toEqual({
      added: [],
      revised: [],
      arrived: [bens(1)],
      delivered: [],
      sends: [],
    });
    isHere();
    expect(sync.take(benId, [bens(1)])).toEqual({
      added: [bens(1)],
      revised: [],
      arrived: [],
      delivered: [],
      sends: toBen(received(bens(1))),
    });
  });

  test('is not handed on to others', () => {
    linkUp(cyId);
    linkBen();
    expect(fromBen(live(bens(1))).sends).toEqual(toBen(received(bens(1))));
  });

  test('that comes again is acknowledged again, and not taken', () => {
    linkBen();
    fromBen(live(bens(1)));
    expect(fromBen(live(bens(1)))).toEqual({ added: [], revised: [], delivered: [], sends: toBen(received(bens(1))) });
    isHere(bens(1));
  });

  test('that has come as history from somebody else is acknowledged, and not taken', () => {
    linkUp(cyId);
    arrive(sync, cyId, known());
    arrive(sync, cyId, history(bens(1)));
    linkBen();
    expect(fromBen(live(bens(1)))).toEqual({ added: [], revised: [], delivered: [], sends: toBen(received(bens(1))) });
  });

  test('stands in its place by clock, then by id', () => {
    linkBen();
    fromBen(live(bens(5)));
    sync.say(own(9));
    fromBen(live(bens(3)));
    fromBen(live({ ...bens(4), clock: bens(5).clock }));
    expect(sync.messages.map(({ text }) => text)).toEqual(['text 3', 'text 4', 'text 5', 'text 9']);
  });

  test('never changes what is there under its id: neither own, nor another’s, nor their own', () => {
    sync.say(own(1));
    linkBen();
    fromBen(history(cys(2)));
    fromBen(live(bens(3)));
    for (const number of [1, 2, 3]) {
      const changed = messageOf(benId, number, 'changed');
      expect(fromBen(live(changed))).toEqual({ added: [], revised: [], delivered: [], sends: [] });
    }
    isHere(own(1), cys(2), bens(3));
  });

  test('comes to nothing when the link is gone meanwhile', () => {
    linkBen();
    sync.linkDown(benId);
    expect(fromBen(live(bens(1)))).toEqual({ added: [], revised: [], delivered: [], sends: [] });
    isHere();
  });
});

describe('a link that comes up', () => {
  test('begins with the list of what is here', () => {
    sync.say(own(1));
    sync.say(own(2));
    expect(linkUp(benId)).toEqual({
      added: [],
      revised: [],
      arrived: [],
      delivered: [],
      sends: toBen(known(own(1), own(2))),
    });
  });

  test('begins with an empty list when nothing is here', () => {
    expect(linkUp(benId).sends).toEqual(toBen(known()));
  });

  test('brings the other end what is not on its list, whoever said it', () => {
    linkBen();
    fromBen(history(cys(1), cys(2)));
    sync.say(own(3));
    linkUp(cyId);
    const { sends } = arrive(sync, cyId, known(cys(1)));
    expect(sends).toEqual([{ to: cyId, message: history(cys(2), own(3)) }]);
  });

  test('brings nothing before the list is whole, and then a history that may be empty', () => {
    sync.say(own(1));
    sync.say(own(2));
    linkUp(benId);
    expect(fromBen(part(known(own(1)))).sends).toEqual([]);
    expect(fromBen(known(own(2))).sends).toEqual(toBen(history()));
  });

  test('brings nothing twice that was said while the list was under way', () => {
    linkUp(benId);
    sync.say(own(1));
    expect(fromBen(known()).sends).toEqual(toBen(history()));
  });

  test('is compared anew each time', () => {
    linkBen();
    sync.linkDown(benId);
    sync.say(own(1));
    expect(linkBen().sends).toEqual(toBen(history(own(1))));
    expect(fromBen(history(cys(2))).added).toEqual([cys(2)]);
  });

  test('pays no heed to ids that nobody here knows', () => {
    expect(linkBen(cys(1), own(2))).toEqual({ added: [], revised: [], delivered: [], sends: toBen(history()) });
  });

  test('lists and brings the newest messages alone, when there are more than a history may have', () => {
    for (let number = 1; number <= CHAT_HISTORY_MESSAGES_MAX + 5; number++) sync.say(own(number));
    const listed = linkUp(benId).sends.flatMap(({ message }) => (message.type === 'chat-known' ? message.held : []));
    const brought = fromBen(known()).sends.flatMap(({ message }) =>
      message.type === 'chat-history' ? message.messages : [],
    );
    expect(brought).toEqual(sync.messages.slice(5));
    expect(listed).toEqual(brought.map(({ id }) => ({ id })));
  });
});

describe('history', () => {
  test('is taken, and what is by the one who sends it is acknowledged', () => {
    linkBen();
    expect(fromBen(history(cys(1), bens(2), bens(3)))).toEqual({
      added: [cys(1), bens(2), bens(3)],
      revised: [],
      delivered: [],
      sends: toBen(received(bens(2), bens(3))),
    });
  });

  test('comes in parts', () => {
    linkBen();
    fromBen(part(history(cys(1))));
    fromBen(history(cys(2)));
    isHere(cys(1), cys(2));
  });

  test('from several people is one log', () => {
    linkBen();
    linkUp(cyId);
    arrive(sync, cyId, known());
    fromBen(history(cys(1), bens(2)));
    expect(arrive(sync, cyId, history(cys(1), own(3))).added).toEqual([own(3)]);
    isHere(cys(1), bens(2), own(3));
  });

  test('brings back own messages from before a reload, and says who has them', () => {
    linkBen(own(1));
    expect(fromBen(history(own(1)))).toEqual({
      added: [own(1)],
      revised: [],
      delivered: [{ id: own(1).id, to: benId }],
      sends: [],
    });
  });

  test('never changes what is there, and claims no delivery of what was changed', () => {
    linkBen();
    sync.say(own(1));
    fromBen(live(bens(2)));
    const changed = [messageOf(annId, 1, 'changed'), messageOf(cyId, 2, 'changed')];
    expect(fromBen(history(...changed))).toEqual({ added: [], revised: [], delivered: [], sends: [] });
    isHere(own(1), bens(2));
  });
});

describe('an author', () => {
  const otherKey = fakeKeyOf(fakePeerId(99));
  const underOther = (message: ChatMessage): ChatMessage => ({ ...message, authorKey: otherKey });
  /** Ben hands these on, over a new link. */
  function benHandsOn(...messages: ChatMessage[]) {
    linkBen();
    return fromBen(history(...messages));
  }

  test('who was never linked has the key of the first message', () => {
    expect(benHandsOn(underOther(cys(1)), cys(2), underOther(cys(3))).added).toEqual([
      underOther(cys(1)),
      underOther(cys(3)),
    ]);
    expect(benHandsOn(cys(4)).added).toEqual([]);
  });

  test('who is linked has the key that the link has proved, whatever came before', () => {
    benHandsOn(underOther(cys(1)));
    linkUp(cyId);
    expect(benHandsOn(cys(2), underOther(cys(3))).added).toEqual([cys(2)]);
    isHere(underOther(cys(1)), cys(2));
  });

  test('who was linked has the key that the last link has proved', () => {
    sync.linkUp(cyId, otherKey);
    sync.linkDown(cyId);
    linkUp(cyId);
    sync.linkDown(cyId);
    expect(benHandsOn(underOther(cys(1)), cys(2)).added).toEqual([cys(2)]);
  });

  test('who hands on own messages has the key that the link has proved', () => {
    expect(benHandsOn(underOther(bens(1)), bens(2))).toEqual({
      added: [bens(2)],
      revised: [],
      delivered: [],
      sends: toBen(received(bens(2))),
    });
  });

  test('who is this browser has its own key alone', () => {
    expect(benHandsOn(underOther(own(1)), own(2))).toEqual({
      added: [own(2)],
      revised: [],
      delivered: [{ id: own(2).id, to: benId }],
      sends: [],
    });
  });

  test('is not known by a message that was not taken', () => {
    linkBen();
    sync.say(own(1));
    fromBen(history({ ...underOther(cys(1)), id: own(1).id }));
    expect(benHandsOn(cys(2)).added).toEqual([cys(2)]);
  });
});

test.each<[string, Partial<ChatMessage>]>([
  ['author', { author: benId }],
  ['key', { authorKey: fakeKeyOf(benId) }],
  ['signature', { signature: '6'.repeat(128) }],
  ['name', { name: 'Cyrus' }],
  ['clock', { clock: { time: 1, counter: 0 } }],
  ['text', { text: 'changed' }],
  ['kind', { action: true }],
  ['quoted message', { quote: cys(2).id }],
  ['addressee', { to: { peerId: benId, key: fakeKeyOf(benId) } }],
  ['revision', { revision: 1 }],
])('a message is held as it is: not one with another %s', (_what, change) => {
  linkBen();
  fromBen(history(cys(1)));
  expect(sync.holds(cys(1))).toBe(true);
  expect(sync.holds({ ...cys(1), ...change })).toBe(false);
  expect(sync.holds(cys(2))).toBe(false);
});

test('what was verified when its link is gone comes to nothing', () => {
  linkBen();
  sync.linkDown(benId);
  expect(sync.take(benId, [bens(1)])).toEqual({ added: [], revised: [], arrived: [], delivered: [], sends: [] });
  isHere();
});

test('an acknowledgement of something unknown is no fault: it may have fallen out of the log', () => {
  linkBen();
  expect(fromBen(received(own(77)))).toEqual({ added: [], revised: [], delivered: [], sends: [] });
});
