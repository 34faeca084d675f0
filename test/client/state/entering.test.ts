import { beforeEach, describe, expect, test } from 'vitest';
import { parseRoomCode, type RoomCode } from '../../../shared/room-code.ts';
import { chosen } from '../../support/fake-files.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;

beforeEach(async () => {
  lab = await SessionLab.create();
});

const screensOf = (person: SessionPerson) => {
  const screens: unknown[] = [];
  person.stores.screen.listen((screen) => screens.push(screen));
  return screens;
};

function codeOf(text: string): RoomCode {
  const parsed = parseRoomCode(text);
  if (!parsed.ok) throw new Error('not a code');
  return parsed.code;
}

describe('creating a room', () => {
  test('leads into it, with its code in the address line and in the link to share', async () => {
    const ann = lab.add('Ann');
    const screens = screensOf(ann);
    await ann.do({ type: 'create-room' });
    expect(ann.code).toMatch(/^1-[a-z]+-[a-z]+$/);
    const [entering, room] = screens;
    expect(entering).toEqual({ status: 'entering', codeDraft: '' });
    expect(room).toEqual({ status: 'room', code: codeOf(ann.code), url: `http://lan.test/#${ann.code}` });
    expect(ann.notices).toEqual([`Welcome to room ${ann.code}, Ann.`]);
    expect(ann.stores.people.get()).toMatchObject([
      { name: 'Ann', address: '192.168.1.20:50000', state: { status: 'you' } },
    ]);
  });

  test('keeps the ICE servers that the server names, before the first link is made', async () => {
    const [ann, ben] = [lab.add('Ann'), lab.add('Ben')];
    lab.server.iceServers = [{ type: 'own-stun', port: 3000 }];
    await ann.do({ type: 'create-room' });
    let linksBefore: number | undefined;
    ben.stores.iceServers.listen(() => {
      linksBefore = lab.network.links.length;
    });
    await ben.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben);
    expect(ben.stores.iceServers.get()).toEqual(lab.server.iceServers);
    expect(linksBefore).toBe(0);
  });

  test('happens once, however often it is asked for meanwhile', async () => {
    const ann = lab.add('Ann');
    await Promise.all([ann.do({ type: 'create-room' }), ann.do({ type: 'join-room', code: '42-amber-otter' })]);
    expect(ann.code).toMatch(/^1-/);
    expect(ann.stores.screen.get().status).toBe('room');
  });

  test('is refused with a reason where the browser cannot connect to others', async () => {
    const ann = lab.add('Ann', { canLink: false });
    await ann.do({ type: 'join-room', code: '42-amber-otter' });
    expect(ann.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining('no WebRTC'),
      codeDraft: '42-amber-otter',
    });
    expect(ann.visitor.requests).toEqual([]);
  });

  test('tells the server the number and never the words', async () => {
    const [ann, ben] = await lab.gather('Ann', 'Ben');
    const told = JSON.stringify([ann?.visitor.requests, ben?.visitor.requests, lab.server.relayed]);
    for (const word of codeOf(ann?.code ?? '').words) expect(told).not.toContain(word);
  });

  test('uses the identity of the tab, in every room', async () => {
    const ann = lab.add('Ann');
    await ann.do({ type: 'create-room' });
    const before = ann.peerId;
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    expect(ann.peerId).toBe(before);
    expect(before).toBe(ann.identity.current.peerId);
  });

  test.each([
    ['too-many-rooms', 'as many rooms as it may'],
    ['rate-limited', 'too often'],
    ['store-unreachable', 'cannot reach its store'],
  ] as const)('that the server refuses (%s) leads back, with the reason', async (refusal, sentence) => {
    lab.server.refuseNext(refusal);
    const ann = lab.add('Ann');
    await ann.do({ type: 'create-room' });
    expect(ann.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining(sentence),
      codeDraft: '',
    });
  });

  test('without a server leads back, with what to check', async () => {
    lab.server.stop();
    const ann = lab.add('Ann');
    await ann.do({ type: 'create-room' });
    expect(ann.stores.screen.get()).toMatchObject({
      status: 'start',
      problem: expect.stringContaining('cannot be reached'),
    });
  });
});

describe('joining a room', () => {
  let ann: SessionPerson;

  beforeEach(async () => {
    ann = lab.add('Ann');
    await ann.do({ type: 'create-room' });
  });

  const spellings: readonly (readonly [how: string, spell: (code: string) => string])[] = [
    ['as it is', (code) => code],
    ['in capitals', (code) => code.toUpperCase()],
    ['with spaces', (code) => ` ${code.replaceAll('-', '  ')} `],
    ['with long dashes', (code) => code.replaceAll('-', ' – ')],
    ['with a zero before its number', (code) => `0${code}`],
    ['as the whole link', (code) => `http://lan.test/#${code}`],
  ];

  test.each(spellings)('by its code, typed %s', async (_how, spell) => {
    const ben = lab.add('Ben');
    await ben.do({ type: 'join-room', code: spell(ann.code) });
    await linked(ann, ben);
    expect(ben.code).toBe(ann.code);
    expect(ben.stores.screen.get()).toEqual(ann.stores.screen.get());
  });

  test('by opening its link', async () => {
    const ben = lab.add('Ben');
    ben.page.fragment = ann.code;
    await ben.session.followAddress();
    await linked(ann, ben);
  });

  test('shows everybody to everybody, with who was here and who came', async () => {
    const [ben, cleo] = [lab.add('Ben'), lab.add('Cleo')];
    await ben.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben);
    await cleo.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, cleo);
    const namesSeen = (person: SessionPerson) => person.stores.people.get().map(({ name }) => name);
    expect([namesSeen(ann), namesSeen(ben), namesSeen(cleo)]).toEqual([
      ['Ann', 'Ben', 'Cleo'],
      ['Ben', 'Ann', 'Cleo'],
      ['Cleo', 'Ann', 'Ben'],
    ]);
    expect(ann.notices.slice(1)).toEqual(['Ben joined.', 'Cleo joined.']);
    expect(ben.notices.slice(1)).toEqual(['Ann is here.', 'Cleo joined.']);
    expect(cleo.notices.slice(1)).toEqual(['Ann is here.', 'Ben is here.']);
    expect(cleo.person('Ann')).toMatchObject({
      address: '192.168.1.20:50000',
      state: { status: 'connected', relayed: false },
    });
  });

  test.each([
    ['hello', 'is not a room code'],
    ['', 'is not a room code'],
    ['0-amber-otter', 'a number from 1 to'],
    ['42-xqxq-otter', 'Check the code'],
  ])('by %j, which is no code, keeps what was typed and says what is wrong', async (code, sentence) => {
    const ben = lab.add('Ben');
    await ben.do({ type: 'join-room', code });
    expect(ben.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining(sentence),
      codeDraft: code,
    });
    expect(ben.visitor.requests).toEqual([]);
  });

  test('that has ended offers to open it again under the same code', async () => {
    const [ben, cleo] = [lab.add('Ben'), lab.add('Cleo')];
    await ben.do({ type: 'join-room', code: '42 Coral Dolphin' });
    expect(ben.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining('has ended, or the code is wrong'),
      codeDraft: '42-coral-dolphin',
      reopenable: codeOf('42-coral-dolphin'),
    });
    await ben.do({ type: 'reopen-room', code: codeOf('42-coral-dolphin') });
    expect(ben.code).toBe('42-coral-dolphin');
    await cleo.do({ type: 'join-room', code: '42-coral-dolphin' });
    await linked(ben, cleo);
  });

  test('that is full says so, keeps the code, and offers nothing else', async () => {
    lab.server.membersMax = 1;
    const ben = lab.add('Ben');
    await ben.do({ type: 'join-room', code: ann.code });
    const screen = ben.stores.screen.get();
    expect(screen).toEqual({ status: 'start', problem: expect.stringContaining('full'), codeDraft: ann.code });
    expect(ben.page.fragment).toBe('');
  });

  test('through the address line does nothing when there is no code in it, or this room’s', async () => {
    const before = ann.stores.screen.get();
    await ann.session.followAddress();
    ann.page.fragment = '';
    await ann.session.followAddress();
    expect(ann.stores.screen.get()).toBe(before);
    expect(ann.visitor.requests).toHaveLength(1);
  });

  test('through the address line leaves the room that one was in', async () => {
    const [ben, cleo] = [lab.add('Ben'), lab.add('Cleo')];
    await ben.do({ type: 'join-room', code: ann.code });
    await cleo.do({ type: 'create-room' });
    await linked(ann, ben);
    ben.page.fragment = cleo.code;
    await ben.session.followAddress();
    await linked(ben, cleo);
    expect(ann.linkedNames).toEqual([]);
    expect(ann.notices.at(-1)).toBe('Ben left.');
    expect(ben.notices[0]).toBe(`Welcome to room ${cleo.code}, Ben.`);
  });
});

describe('leaving a room', () => {
  test('leads back to the start, and is told to everybody at once', async () => {
    const [ann, ben, cleo] = (await lab.gather('Ann', 'Ben', 'Cleo')) as [SessionPerson, SessionPerson, SessionPerson];
    await ann.do({ type: 'leave-room' });
    expect(ann.stores.screen.get()).toEqual({ status: 'start' });
    expect(ann.page.fragment).toBe('');
    for (const person of [ben, cleo]) {
      await person.until(() => person.linkedNames.length === 1);
      expect(person.notices.at(-1)).toBe('Ann left.');
    }
    await settle();
    expect(lab.server.membersOf(1)).toEqual([ben.peerId, cleo.peerId]);
    expect(ben.notices.filter((notice) => notice === 'Ann left.')).toHaveLength(1);
  });

  test('without being in one does no harm, and neither does anything else', async () => {
    const ann = lab.add('Ann');
    const transfer = 'f'.repeat(32) as never;
    for (const type of [
      'list-files',
      'accept-offer',
      'decline-offer',
      'pause-transfer',
      'resume-transfer',
      'cancel-transfer',
      'save-again',
    ] as const) {
      await ann.do({ type, transfer });
    }
    await ann.do({ type: 'offer-files', files: chosen(), to: 'everyone' });
    ann.say('hello');
    await ann.do({ type: 'leave-room' });
    ann.session.close();
    expect(ann.stores.screen.get()).toEqual({ status: 'start' });
  });
});
