import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { UnsignedMessage } from '../../../client/chat/signed-message.ts';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { messageIdSchema } from '../../../shared/ids.ts';
import { live } from '../../support/fake-chat.ts';
import { fakeMessageId } from '../../support/fake-ids.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
});

/** They talk, so that there is something to hand on. */
async function talk(): Promise<string[]> {
  ann.say('one');
  await ben.until(() => ben.messages.length === 1);
  ben.say('two');
  await ann.until(() => ann.messages.length === 2);
  return ann.messages;
}

async function join(name: string): Promise<SessionPerson> {
  const person = lab.add(name);
  await person.do({ type: 'join-room', code: ann.code });
  return person;
}

type MessageEntry = Extract<ConversationEntry, { type: 'message' }>;

const messageOf = (person: SessionPerson, text: string): MessageEntry => {
  const entry = person.stores.conversation.get().find((each) => each.type === 'message' && each.text === text);
  if (entry?.type !== 'message') throw new Error('there is no such message');
  return entry;
};

const deliveredTo = (person: SessionPerson, text: string) => messageOf(person, text).delivery?.deliveredTo;

describe('a newcomer', () => {
  test('gets what was said before, once, in the same order and under the same names', async () => {
    const before = await talk();
    const cleo = await join('Cleo');
    await linked(ann, ben, cleo);
    await settle();
    expect(cleo.messages).toEqual(before);
    expect(messageOf(cleo, 'two')).toMatchObject({ authorId: ben.peerId, own: false, id: messageOf(ben, 'two').id });
    const [first] = cleo.stores.conversation.get();
    expect(first).toMatchObject({ type: 'message', text: 'one' });
  });

  test('gets what those have said who are gone, under the names of then', async () => {
    await talk();
    await ben.do({ type: 'leave-room' });
    await ann.until(() => ann.notices.includes('Ben left.'));
    await ann.do({ type: 'change-settings', changes: { name: 'Anna' } });
    const cleo = await join('Cleo');
    await cleo.until(() => cleo.messages.length === 2);
    expect(cleo.messages).toEqual(['Ann: one', 'Ben: two']);
    expect(cleo.linkedNames).toEqual(['Anna']);
  });

  test('gets no notices and no cards of others', async () => {
    ann.say('/help');
    await talk();
    const cleo = await join('Cleo');
    await cleo.until(() => cleo.messages.length === 2);
    await settle();
    expect(cleo.notices).toEqual([expect.stringMatching(/^Welcome/), 'Ann is here.', 'Ben is here.']);
  });

  test('gets what was said to an empty room', async () => {
    await ben.do({ type: 'leave-room' });
    await ann.until(() => ann.linkedNames.length === 0);
    ann.say('is anybody there?');
    const cleo = await join('Cleo');
    await cleo.until(() => cleo.messages.length === 1);
    expect(cleo.messages).toEqual(['Ann: is anybody there?']);
    await ann.until(() => deliveredTo(ann, 'is anybody there?')?.has(cleo.peerId) === true);
  });

  test('of another room gets nothing of this one', async () => {
    await talk();
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    const cleo = await join('Cleo');
    await linked(ann, cleo);
    await settle();
    expect([ann.messages, cleo.messages]).toEqual([[], []]);
  });
});

describe('a link that is lost while both write', () => {
  test('costs nothing: both have everything once, in one order', async () => {
    await talk();
    ann.endTo(ben).breakDown();
    ann.say('from Ann');
    ben.say('from Ben');
    await Promise.all([ann, ben].map((person) => person.until(() => person.messages.length === 4)));
    await linked(ann, ben);
    await settle();
    expect(ann.messages).toHaveLength(4);
    expect(ben.messages).toEqual(ann.messages);
  });
});

describe('delivery', () => {
  test('is noted with each person who has a message, and who was there to get it', async () => {
    const cleo = await join('Cleo');
    await linked(ann, ben, cleo);
    ann.say('hello');
    await ann.until(() => deliveredTo(ann, 'hello')?.size === 2);
    const others = new Set([ben.peerId, cleo.peerId]);
    expect(messageOf(ann, 'hello').delivery).toEqual({ audience: others, deliveredTo: others });
    expect(messageOf(ben, 'hello').delivery).toBeUndefined();
  });
});

describe('somebody hostile', () => {
  const message = (author: SessionPerson, text: string): UnsignedMessage => ({
    id: fakeMessageId(2 ** 32),
    author: author.peerId,
    name: 'Ann',
    clock: { time: 1, counter: 0 },
    text,
  });

  test('is dropped for history after all has come, and nothing of it is shown', async () => {
    await talk();
    ben.endTo(ann).send({ type: 'chat-history', messages: [ben.sign(message(ben, 'forged'))], last: true });
    await ann.until(() => ann.problems.length === 1);
    expect(ann.problems[0]).toBe('Ben was dropped, because a second chat history. Everything else goes on.');
    expect(ann.messages).toEqual(['Ann: one', 'Ben: two']);
  });

  test('cannot change what is there', async () => {
    await talk();
    const id = v.parse(messageIdSchema, messageOf(ann, 'one').id);
    ben.endTo(ann).send(live(ben.sign({ ...message(ben, 'changed'), id, name: 'Ben' })));
    await settle();
    expect(ann.messages).toEqual(['Ann: one', 'Ben: two']);
    expect(deliveredTo(ann, 'one')).toEqual(new Set([ben.peerId]));
  });
});
