import { beforeEach, describe, expect, test } from 'vitest';
import { type ChatControlMessage, ChatSync } from '../../../client/chat/chat-sync.ts';
import {
  CHAT_HISTORY_BYTES_MAX,
  CHAT_HISTORY_MESSAGES_MAX,
  CHAT_IDS_PER_MESSAGE_MAX,
  CHAT_TEXT_LENGTH_MAX,
} from '../../../shared/limits.ts';
import { type ChatMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import { fakeMessageId, fakePeerId } from '../../support/fake-ids.ts';

const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const names = new Map([
  [annId, 'Ann'],
  [benId, 'Ben'],
  [cyId, 'Cy'],
]);

const messageOf = (author: ChatMessage['author'], number: number, text = `text ${number}`): ChatMessage => ({
  id: fakeMessageId(number),
  author,
  name: names.get(author) ?? 'Somebody',
  clock: { time: 1_700_000_000_000 + number, counter: 0 },
  text,
});
const own = (number: number) => messageOf(annId, number);
const bens = (number: number) => messageOf(benId, number);
const cys = (number: number) => messageOf(cyId, number);
const many = (count: number, first = 1_000) => Array.from({ length: count }, (_, at) => cys(first + at));

const live = ({ id, clock, text }: ChatMessage): ChatControlMessage => ({ type: 'chat', id, clock, text });
const known = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-known',
  ids: messages.map(({ id }) => id),
  last: true,
});
const history = (...messages: ChatMessage[]): ChatControlMessage => ({ type: 'chat-history', messages, last: true });
const received = (...messages: ChatMessage[]): ChatControlMessage => ({
  type: 'chat-received',
  ids: messages.map(({ id }) => id),
});
const part = <Message extends ChatControlMessage>(message: Message): Message => ({ ...message, last: false });

/** Ann's. */
let sync: ChatSync;

beforeEach(() => {
  sync = new ChatSync(annId);
});

const fromBen = (message: ChatControlMessage) => sync.receive(benId, 'Ben', message);
const toBen = (...messages: ChatControlMessage[]) => messages.map((message) => ({ to: benId, message }));
const isHere = (...messages: ChatMessage[]) => expect(sync.messages).toEqual(messages);

/** Links Ben, who has these. */
function linkBen(...messages: ChatMessage[]) {
  sync.linkUp(benId);
  return fromBen(known(...messages));
}

function expectRefused(...messages: readonly ChatControlMessage[]) {
  const before = [...sync.messages];
  const last = messages.at(-1);
  for (const message of messages.slice(0, -1)) fromBen(message);
  expect(() => last && fromBen(last)).toThrow(ProtocolError);
  expect(sync.messages.slice(0, before.length)).toEqual(before);
}

describe('an own message', () => {
  test('is in the log, and goes to nobody while nobody is linked', () => {
    expect(sync.say(own(1))).toEqual({ added: [own(1)], delivered: [], sends: [] });
    isHere(own(1));
  });

  test('goes to everybody linked, before and after they have listed what they have', () => {
    linkBen();
    sync.linkUp(cyId);
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
    expect(fromBen(received(own(1)))).toEqual({ added: [], delivered, sends: [] });
    expect(fromBen(received(own(1))).delivered).toEqual(delivered);
  });

  test('is delivered to whoever lists it, when their acknowledgement was lost', () => {
    sync.say(own(1));
    expect(linkBen(own(1)).delivered).toEqual([{ id: own(1).id, to: benId }]);
  });
});

describe('a message from its author', () => {
  test('is taken under the name that the author has now, and acknowledged', () => {
    linkBen();
    expect(sync.receive(benId, 'Benjamin', live(bens(1)))).toEqual({
      added: [{ ...bens(1), name: 'Benjamin' }],
      delivered: [],
      sends: toBen(received(bens(1))),
    });
  });

  test('is not handed on to others', () => {
    sync.linkUp(cyId);
    linkBen();
    expect(fromBen(live(bens(1))).sends).toEqual(toBen(received(bens(1))));
  });

  test('that comes again is acknowledged again, and not taken', () => {
    linkBen();
    fromBen(live(bens(1)));
    expect(fromBen(live(bens(1)))).toEqual({ added: [], delivered: [], sends: toBen(received(bens(1))) });
    isHere(bens(1));
  });

  test('that has come as history from somebody else is acknowledged, and not taken', () => {
    sync.linkUp(cyId);
    sync.receive(cyId, 'Cy', known());
    sync.receive(cyId, 'Cy', history(bens(1)));
    linkBen();
    expect(fromBen(live(bens(1)))).toEqual({ added: [], delivered: [], sends: toBen(received(bens(1))) });
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
      expect(fromBen(live(changed))).toEqual({ added: [], delivered: [], sends: [] });
    }
    isHere(own(1), cys(2), bens(3));
  });

  test('comes to nothing when the link is gone meanwhile', () => {
    linkBen();
    sync.linkDown(benId);
    expect(fromBen(live(bens(1)))).toEqual({ added: [], delivered: [], sends: [] });
    isHere();
  });
});

describe('a link that comes up', () => {
  test('begins with the list of what is here', () => {
    sync.say(own(1));
    sync.say(own(2));
    expect(sync.linkUp(benId)).toEqual({ added: [], delivered: [], sends: toBen(known(own(1), own(2))) });
  });

  test('begins with an empty list when nothing is here', () => {
    expect(sync.linkUp(benId).sends).toEqual(toBen(known()));
  });

  test('brings the other end what is not on its list, whoever said it', () => {
    linkBen();
    fromBen(history(cys(1), cys(2)));
    sync.say(own(3));
    sync.linkUp(cyId);
    const { sends } = sync.receive(cyId, 'Cy', known(cys(1)));
    expect(sends).toEqual([{ to: cyId, message: history(cys(2), own(3)) }]);
  });

  test('brings nothing before the list is whole, and then a history that may be empty', () => {
    sync.say(own(1));
    sync.say(own(2));
    sync.linkUp(benId);
    expect(fromBen(part(known(own(1)))).sends).toEqual([]);
    expect(fromBen(known(own(2))).sends).toEqual(toBen(history()));
  });

  test('brings nothing twice that was said while the list was under way', () => {
    sync.linkUp(benId);
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
    expect(linkBen(cys(1), own(2))).toEqual({ added: [], delivered: [], sends: toBen(history()) });
  });

  test('lists and brings the newest messages alone, when there are more than a history may have', () => {
    for (let number = 1; number <= CHAT_HISTORY_MESSAGES_MAX + 5; number++) sync.say(own(number));
    const listed = sync
      .linkUp(benId)
      .sends.flatMap(({ message }) => (message.type === 'chat-known' ? message.ids : []));
    const brought = fromBen(known()).sends.flatMap(({ message }) =>
      message.type === 'chat-history' ? message.messages : [],
    );
    expect(brought).toEqual(sync.messages.slice(5));
    expect(listed).toEqual(brought.map(({ id }) => id));
  });
});

describe('history', () => {
  test('is taken, and what is by the one who sends it is acknowledged', () => {
    linkBen();
    expect(fromBen(history(cys(1), bens(2), bens(3)))).toEqual({
      added: [cys(1), bens(2), bens(3)],
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
    sync.linkUp(cyId);
    sync.receive(cyId, 'Cy', known());
    fromBen(history(cys(1), bens(2)));
    expect(sync.receive(cyId, 'Cy', history(cys(1), own(3))).added).toEqual([own(3)]);
    isHere(cys(1), bens(2), own(3));
  });

  test('brings back own messages from before a reload, and says who has them', () => {
    linkBen(own(1));
    expect(fromBen(history(own(1)))).toEqual({
      added: [own(1)],
      delivered: [{ id: own(1).id, to: benId }],
      sends: [],
    });
  });

  test('never changes what is there, and claims no delivery of what was changed', () => {
    linkBen();
    sync.say(own(1));
    fromBen(live(bens(2)));
    const changed = [messageOf(annId, 1, 'changed'), messageOf(cyId, 2, 'changed')];
    expect(fromBen(history(...changed))).toEqual({ added: [], delivered: [], sends: [] });
    isHere(own(1), bens(2));
  });
});

describe('a peer is refused who', () => {
  test.each([
    ['a message', live(bens(1))],
    ['history', history(bens(1))],
    ['an acknowledgement', received(own(1))],
  ])('sends %s before the list of what they have', (_, message) => {
    sync.linkUp(benId);
    expectRefused(message);
    expectRefused(part(known(cys(1))), message);
  });

  test('lists what they have twice', () => {
    linkBen();
    expectRefused(known());
  });

  test('lists more than a history may have', () => {
    sync.linkUp(benId);
    const ids = many(CHAT_HISTORY_MESSAGES_MAX + 1);
    expectRefused(
      part(known(...ids.slice(0, CHAT_IDS_PER_MESSAGE_MAX))),
      known(...ids.slice(CHAT_IDS_PER_MESSAGE_MAX)),
    );
  });

  test('lists the same over and over', () => {
    sync.linkUp(benId);
    expectRefused(...Array.from({ length: CHAT_HISTORY_MESSAGES_MAX + 1 }, () => part(known(cys(1)))));
  });

  test('sends what was listed here', () => {
    sync.say(own(1));
    linkBen();
    expectRefused(history(messageOf(cyId, 1, 'forged')));
  });

  test('sends a second history', () => {
    linkBen();
    expectRefused(history(cys(1)), history(cys(2)));
  });

  test('sends the same history over and over', () => {
    linkBen();
    expectRefused(part(history(cys(1))), part(history(cys(1))));
    expectRefused(history(cys(2), cys(2)));
  });

  test('sends more messages than a history may have', () => {
    linkBen();
    const messages = many(CHAT_HISTORY_MESSAGES_MAX + 1);
    expectRefused(part(history(...messages.slice(0, 600))), history(...messages.slice(600)));
    expect(sync.messages).toHaveLength(600);
  });

  test('sends more bytes than a history may have', () => {
    linkBen();
    const text = '漢'.repeat(CHAT_TEXT_LENGTH_MAX);
    const messages = many(1 + Math.ceil(CHAT_HISTORY_BYTES_MAX / (3 * text.length))).map((message) => ({
      ...message,
      text,
    }));
    expectRefused(part(history(...messages.slice(0, 10))), history(...messages.slice(10)));
    expect(sync.messages).toHaveLength(10);
  });

  test('acknowledges what somebody else said', () => {
    linkBen();
    fromBen(history(cys(1)));
    expectRefused(received(cys(1)));
  });
});

test('an acknowledgement of something unknown is no fault: it may have fallen out of the log', () => {
  linkBen();
  expect(fromBen(received(own(77)))).toEqual({ added: [], delivered: [], sends: [] });
});
