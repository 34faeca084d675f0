import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../../client/chat/commands/registry.ts';
import type { UnsignedMessage } from '../../../client/chat/signed-message.ts';
import { messageIdSchema } from '../../../shared/ids.ts';
import { CHAT_TEXT_LENGTH_MAX } from '../../../shared/limits.ts';
import { live } from '../../support/fake-chat.ts';
import { fakeMessageId } from '../../support/fake-ids.ts';
import { SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;
let cleo: SessionPerson;
let everybody: readonly SessionPerson[];

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben, cleo] = (await lab.gather('Ann', 'Ben', 'Cleo')) as [SessionPerson, SessionPerson, SessionPerson];
  everybody = [ann, ben, cleo];
});

/** What somebody could say. */
const message = (author: SessionPerson, more: Partial<UnsignedMessage>): UnsignedMessage => ({
  id: fakeMessageId(2 ** 32),
  author: author.peerId,
  name: 'Cleo',
  clock: { time: 1, counter: 0 },
  text: 'text',
  ...more,
});

const allHave = (count: number) =>
  Promise.all(everybody.map((person) => person.until(() => person.messages.length === count)));

describe('messages', () => {
  test('reach everybody, in the order of question and answer', async () => {
    ann.say('one');
    await allHave(1);
    ben.say('two');
    await allHave(2);
    cleo.say('three');
    await allHave(3);
    for (const person of everybody) expect(person.messages).toEqual(['Ann: one', 'Ben: two', 'Cleo: three']);
  });

  test('of several people at once are in the same order for everybody', async () => {
    for (const text of ['1', '2', '3']) for (const person of everybody) person.say(text);
    await allHave(9);
    expect(ben.messages).toEqual(ann.messages);
    expect(cleo.messages).toEqual(ann.messages);
  });

  test('are told apart as own and others’', async () => {
    ann.say('hello');
    await allHave(1);
    const own = everybody.map((person) =>
      person.stores.conversation
        .get()
        .flatMap((entry) => (entry.type === 'message' ? [[entry.own, entry.authorId]] : [])),
    );
    expect(own).toEqual([[[true, ann.peerId]], [[false, ann.peerId]], [[false, ann.peerId]]]);
  });

  test('lose the spaces around them, and nothing is sent of spaces alone', async () => {
    ann.say('   ');
    ann.say('\n');
    ann.say('  hello  ');
    await allHave(1);
    await settle();
    expect(ben.messages).toEqual(['Ann: hello']);
  });

  test('may begin with a slash after a space', async () => {
    ann.say(' /help is a command');
    await allHave(1);
    expect(ben.messages).toEqual(['Ann: /help is a command']);
  });

  test('that are too long for one come as several, with no emoji cut in half', async () => {
    const text = `${'x'.repeat(CHAT_TEXT_LENGTH_MAX - 1)}😀${'y'.repeat(10)}`;
    ann.say(text);
    await allHave(2);
    for (const person of everybody) {
      expect(person.messages).toEqual([`Ann: ${'x'.repeat(CHAT_TEXT_LENGTH_MAX - 1)}`, `Ann: 😀${'y'.repeat(10)}`]);
    }
  });

  test('from somebody whose clock is at the end of time do nobody else any harm', async () => {
    const clock = { time: 253_402_300_799_999, counter: 2 ** 31 - 1 };
    cleo.endTo(ann).send(live(cleo.sign(message(cleo, { clock, text: 'from the future' }))));
    await ann.until(() => ann.messages.length === 1);
    ann.say('one');
    ann.say('two');
    await ben.until(() => ben.messages.length === 2);
    expect(ben.messages).toEqual(['Ann: one', 'Ann: two']);
    expect(ben.linkedNames).toEqual(['Ann', 'Cleo']);
    ben.say('three');
    await ann.until(() => ann.messages.length === 4);
    expect(ann.messages.slice(0, 3)).toEqual(['Ann: one', 'Ann: two', 'Ben: three']);
  });

  test('cannot be sent in somebody else’s name', async () => {
    ann.say('mine');
    await allHave(1);
    cleo.endTo(ben).send(live(cleo.sign(message(ann, { text: 'not Ann’s' }))));
    await ben.until(() => ben.problems.length === 1);
    expect(ben.problems).toEqual([
      'Cleo was dropped, because a chat message has a wrong signature. Everything else goes on.',
    ]);
    expect(ben.messages).toEqual(['Ann: mine']);
  });

  test('under another name than before say so', async () => {
    cleo.endTo(ben).send(live(cleo.sign(message(cleo, { name: 'Ann', text: 'hello' }))));
    await ben.until(() => ben.messages.length === 1);
    expect(ben.messages).toEqual(['Ann: hello']);
    expect(ben.notices).toContain('Cleo is now called Ann.');
    expect(ben.problems.at(-1)).toContain('is not the Ann whom this browser has met');
  });

  test('carry the key of the browser that they are from', async () => {
    ann.say('hello');
    await allHave(1);
    for (const person of everybody) {
      const keys = person.stores.conversation
        .get()
        .flatMap((entry) => (entry.type === 'message' ? [entry.authorKey] : []));
      expect(keys).toEqual([ann.browserIdentity.publicKey]);
    }
  });
});

describe('direct messages', () => {
  const direct = (person: SessionPerson) =>
    person.stores.conversation.get().flatMap((entry) => (entry.type === 'message' && entry.onlyTo ? [entry.text] : []));

  test('reach one person alone, also with the answer and what is changed', async () => {
    ann.say('/msg ben psst');
    await ben.until(() => ben.messages.length === 1);
    const [psst] = ben.stores.conversation.get().filter(({ type }) => type === 'message');
    await ben.do({ type: 'submit-text', text: 'what?', quote: psst?.id ?? '' });
    await ann.until(() => ann.messages.length === 2);
    const [, what] = ben.stores.conversation.get().filter(({ type }) => type === 'message');
    await ben.do({ type: 'edit-message', id: what?.id ?? '', text: 'what now?' });
    await ann.until(() => ann.messages.includes('Ben: what now?'));
    ann.say('to all');
    await cleo.until(() => cleo.messages.length === 1);
    await settle();
    expect([direct(ann), direct(ben)]).toEqual([
      ['psst', 'what now?'],
      ['psst', 'what now?'],
    ]);
    expect(cleo.messages).toEqual(['Ann: to all']);
    for (const person of [ann, ben]) {
      expect(JSON.stringify(person.endTo(cleo).sent)).not.toMatch(/psst|what/);
      expect(JSON.stringify(person.endTo(cleo).sent)).not.toContain(psst?.id);
    }
  });

  test('come again after a reload of the other page, and never with the history of a newcomer', async () => {
    ann.say('/msg Ben psst');
    await ben.until(() => ben.messages.length === 1);
    ben.unload();
    const again = lab.add('Ben', { tab: ben.tab, stored: ben.page.stored });
    await again.do({ type: 'join-room', code: ann.code });
    await again.until(() => again.messages.length === 1);
    const dan = lab.add('Dan');
    await dan.do({ type: 'join-room', code: ann.code });
    await dan.until(() => dan.linkedNames.length === 3);
    await settle();
    expect(again.messages).toEqual(['Ann: psst']);
    expect(dan.messages).toEqual([]);
  });

  test('wait for a link that is lost', async () => {
    ann.endTo(ben).breakDown();
    ann.say('/msg Ben psst');
    await ben.until(() => ben.messages.length === 1);
    expect(ben.messages).toEqual(['Ann: psst']);
  });

  test('to somebody who has left are put back, with a line that says so', async () => {
    ben.say('/msg Ann hello');
    await ann.until(() => ann.messages.length === 1);
    const [hello] = ann.stores.conversation.get().filter(({ type }) => type === 'message');
    await ben.do({ type: 'leave-room' });
    await ann.until(() => ann.person('Ben') === undefined);
    await ann.do({ type: 'submit-text', text: 'are you there?', quote: hello?.id ?? '' });
    expect(ann.problems.at(-1)).toContain('This was not sent');
    expect(ann.stores.composeRequest.get()).toEqual({ type: 'put-back', text: 'are you there?', quote: hello?.id });
    ann.say('/msg Ben are you there?');
    expect(ann.problems.at(-1)).toContain('nobody in the room has this name');
    expect(ann.stores.composeRequest.get()).toMatchObject({ type: 'put-back', text: '/msg Ben are you there?' });
    await settle();
    expect(cleo.messages).toEqual([]);
  });

  test('that somebody sends to the wrong person cost them the link', async () => {
    const to = { peerId: ben.peerId, key: ben.browserIdentity.publicKey };
    cleo.endTo(ann).send(live(cleo.sign(message(cleo, { to }))));
    await ann.until(() => ann.problems.length === 1);
    expect(ann.problems[0]).toContain('Cleo was dropped, because a direct chat message went astray.');
    expect(ann.messages).toEqual([]);
  });
});

describe('what was said before', () => {
  const newest = (person: SessionPerson) => {
    const entry = person.stores.conversation.get().findLast(({ type }) => type === 'message');
    if (entry?.type !== 'message') throw new Error('nobody has said anything');
    return entry;
  };

  test('is edited and deleted for everybody, newcomers too', async () => {
    ann.say('one');
    ann.say('to');
    await ann.do({ type: 'edit-message', id: newest(ann).id, text: 'two' });
    for (const person of everybody) {
      await person.until(() => person.messages.includes('Ann: two'));
      expect(person.messages).toEqual(['Ann: one', 'Ann: two']);
      expect(newest(person).change).toBe('edited');
    }
    ann.say('three');
    await ann.do({ type: 'delete-message', id: newest(ann).id });
    const dan = lab.add('Dan');
    await dan.do({ type: 'join-room', code: ann.code });
    for (const person of [...everybody, dan]) {
      await person.until(() => person.messages.length === 3 && newest(person).change === 'deleted');
      expect(person.messages).toEqual(['Ann: one', 'Ann: two', 'Ann: ']);
    }
  });

  test('under an earlier name says nothing of a change of names when it is edited', async () => {
    ann.say('one');
    await allHave(1);
    await ann.do({ type: 'change-settings', changes: { name: 'Anna' } });
    await ann.do({ type: 'edit-message', id: newest(ann).id, text: 'two' });
    await ben.until(() => ben.messages.includes('Ann: two'));
    expect(ben.person('Anna')).toBeDefined();
    expect(ben.notices).not.toContain('Anna is now called Ann.');
  });

  test('cannot be edited by others, whatever they send', async () => {
    ann.say('mine');
    await allHave(1);
    const { id } = newest(ben);
    await ben.do({ type: 'edit-message', id, text: 'yours' });
    expect(ben.problems.at(-1)).toContain('Only your newest message');
    expect(ben.stores.composeRequest.get()).toMatchObject({ type: 'put-back', text: 'yours' });
    const forged = cleo.sign(message(cleo, { id: v.parse(messageIdSchema, id), text: 'yours', revision: 1 }));
    cleo.endTo(ben).send(live(forged));
    await settle();
    expect(ben.messages).toEqual(['Ann: mine']);
  });

  test('can be quoted, and told as an action', async () => {
    ann.say('shall we?');
    await allHave(1);
    await ben.do({ type: 'submit-text', text: '/me nods', quote: newest(ben).id });
    await allHave(2);
    expect(newest(cleo)).toMatchObject({
      author: 'Ben',
      text: 'nods',
      action: true,
      quote: { said: { author: 'Ann', line: 'shall we?' } },
    });
  });
});

test('the message field is asked by a request of its own each time', async () => {
  const request = { type: 'address', name: 'Ben' } as const;
  await ann.do({ type: 'compose', request });
  expect(ann.stores.composeRequest.get()).toBe(request);
});

describe('a name that changes', () => {
  test('is shown to everybody, in the list and in the conversation', async () => {
    await ann.do({ type: 'change-settings', changes: { name: 'Anna' } });
    for (const person of [ben, cleo]) {
      await person.until(() => person.person('Anna') !== undefined);
      expect(person.notices.at(-1)).toBe('Ann is now called Anna.');
    }
    expect(ann.stores.people.get()[0]).toMatchObject({ name: 'Anna', state: { status: 'you' } });
    expect(ann.notices.at(-1)).toBe('You are now called Anna.');
    ann.say('hello');
    await allHave(1);
    expect(ben.messages).toEqual(['Anna: hello']);
  });

  test('is kept for the next visit', async () => {
    await ann.do({ type: 'change-settings', changes: { name: 'Anna' } });
    expect([...ann.page.stored.values()].join()).toContain('Anna');
  });

  test('is what newcomers learn', async () => {
    await ann.do({ type: 'change-settings', changes: { name: 'Anna' } });
    const dan = lab.add('Dan');
    await dan.do({ type: 'join-room', code: ann.code });
    await dan.until(() => dan.linkedNames.length === 3);
    expect(dan.linkedNames).toContain('Anna');
  });

  test('is not told when other settings change', async () => {
    const before = ann.notices.length;
    await ann.do({ type: 'change-settings', changes: { theme: 'dark' } });
    await settle();
    expect(ann.stores.settings.get()).toMatchObject({ name: 'Ann', theme: 'dark' });
    expect(ann.notices).toHaveLength(before);
    expect(ann.endTo(ben).sent.map(({ type }) => type)).not.toContain('renamed');
  });
});

describe('commands', () => {
  test('are never sent to anybody', async () => {
    for (const { name } of commands.filter(({ name }) => name !== 'quit')) ann.say(`/${name}`);
    ann.say('/unknown');
    await settle();
    expect([ben.messages, cleo.messages]).toEqual([[], []]);
    expect(ann.endTo(ben).sent.map(({ type }) => type)).toEqual([
      'hello',
      'key-share',
      'key-confirmation',
      'introduction',
      'chat-known',
      'chat-history',
    ]);
  });

  test('/help lists them', () => {
    ann.say('/help');
    expect(ann.notices.at(-1)?.split('\n')).toHaveLength(commands.length);
  });

  test('/nick changes the name for everybody', async () => {
    ann.say('/nick Anna');
    await ben.until(() => ben.person('Anna') !== undefined);
    expect(ann.stores.settings.get().name).toBe('Anna');
  });

  test.each([
    ['/nick', 'at least one visible character'],
    [`/nick ${'x'.repeat(33)}`, 'at most'],
  ])('%s says what is wrong with the name', (text, sentence) => {
    ann.say(text);
    expect(ann.problems).toEqual([expect.stringContaining(sentence)]);
    expect(ann.stores.settings.get().name).toBe('Ann');
  });

  test('/who shows everybody with state and address', () => {
    ann.say('/who');
    expect(ann.notices.at(-1)).toBe(
      [
        'Ann (you) — 192.168.1.20:50000',
        'Ben (connected) — 192.168.1.20:50001',
        'Cleo (connected) — 192.168.1.20:50002',
      ].join('\n'),
    );
  });

  test('/send asks the page for its file picker', () => {
    ann.say('/send');
    ann.say('/send');
    expect(ann.stores.pickerRequests.get()).toBe(2);
  });

  test('/quit leaves the room', async () => {
    ann.say('/quit');
    expect(ann.stores.screen.get()).toEqual({ status: 'start' });
    await ben.until(() => ben.notices.includes('Ann left.'));
  });

  test('that do not exist are answered with help', () => {
    ann.say('/hlep me');
    expect(ann.problems).toEqual([expect.stringContaining('“/hlep me” was not sent')]);
    expect(ann.problems[0]).toContain('Did you mean /help?');
  });
});

describe('somebody who breaks the protocol', () => {
  const hostilities: readonly (readonly [what: string, text: string])[] = [
    ['nonsense', 'nonsense'],
    ['a message of another shape', '{"type":"chat","text":42}'],
    ['a name that is not fit', '{"type":"renamed","name":"\\u202eevil"}'],
    ['an offer that nobody could make', '{"type":"file-offer"}'],
    ['a request for files of somebody else', `{"type":"transfer-done","transfer":"${'f'.repeat(32)}"}`],
  ];

  test.each(hostilities)('with %s is dropped with a notice, and everything else goes on', async (_what, text) => {
    cleo.endTo(ann).injectControl(text);
    await ann.until(() => ann.problems.length === 1);
    expect(ann.problems[0]).toMatch(/^Cleo was dropped, because .+\. Everything else goes on\.$/);
    expect(ann.linkedNames).toEqual(['Ben']);
    expect(ann.person('Cleo')?.state).toMatchObject({
      status: 'cannot-connect',
      reason: expect.stringContaining('dropped, because'),
    });
    ann.say('we go on');
    await ben.until(() => ben.messages.includes('Ann: we go on'));
    expect(ben.linkedNames).toEqual(['Ann', 'Cleo']);
    await settle();
    expect(ann.linkedNames).toEqual(['Ben']);
    expect(cleo.messages).toEqual([]);
  });

  test('on the bulk channel is dropped as well', async () => {
    cleo.endTo(ann).injectBulk(new Uint8Array(3));
    await ann.until(() => ann.problems.length === 1);
    expect(ann.linkedNames).toEqual(['Ben']);
  });

  test('is said to have left when they leave', async () => {
    cleo.endTo(ann).injectControl('nonsense');
    await ann.until(() => ann.problems.length === 1);
    await cleo.do({ type: 'leave-room' });
    await ann.until(() => ann.person('Cleo') === undefined);
    expect(ann.notices.at(-1)).toBe('Cleo left.');
  });
});
