import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FAILED_HANDSHAKES_PER_ADDRESS_MAX, FAILED_HANDSHAKES_WINDOW_MS } from '../../../shared/limits.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;

const wrongCode = '1-zebra-zoo';
const told = 'Nobody in room 1 knows these words. Check the code and join again.';
const quietLine = 'Someone tried a wrong code.';

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
});

const isBackAtStart = (person: SessionPerson) => person.until(() => person.stores.screen.get().status === 'start');

async function tryWrongCode(mallory = lab.add('Mallory')): Promise<SessionPerson> {
  await mallory.do({ type: 'join-room', code: wrongCode });
  await isBackAtStart(mallory);
  await settle();
  return mallory;
}

describe('whoever joins with the right number and other words', () => {
  test('is told so when everybody has refused it, and keeps what was typed', async () => {
    const mallory = await tryWrongCode();
    expect(mallory.stores.screen.get()).toEqual({ status: 'start', problem: told, codeDraft: wrongCode });
    expect(mallory.page.fragment).toBe('');
    expect(lab.server.membersOf(1)).toEqual([ann.peerId, ben.peerId]);
  });

  test('is one quiet line to everybody there, who go on', async () => {
    await tryWrongCode();
    for (const person of [ann, ben]) {
      expect(person.notices.filter((notice) => notice === quietLine)).toHaveLength(1);
      expect(person.problems).toEqual([]);
      expect(person.stores.screen.get().status).toBe('room');
    }
    ann.say('we go on');
    await ben.until(() => ben.messages.length === 1);
    expect(ann.linkedNames).toEqual(['Ben']);
  });

  test('neither hears nor tells a name', async () => {
    const mallory = lab.add('Mallory');
    const namesSeen = new Set<string | undefined>();
    mallory.stores.people.listen((people) => {
      for (const { name } of people) namesSeen.add(name);
    });
    await mallory.do({ type: 'join-room', code: wrongCode });
    await isBackAtStart(mallory);
    await settle();
    expect(namesSeen).toEqual(new Set(['Mallory', undefined]));
    expect(JSON.stringify([ann.notices, ben.notices])).not.toContain('Mallory');
  });

  test('gets in with the right words, from the same tab', async () => {
    const mallory = await tryWrongCode();
    await mallory.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, mallory);
  });

  test('stays when somebody there has the same words', async () => {
    const [first, second] = [lab.add('First'), lab.add('Second')];
    // As a page that was loaded anew, which is not put out.
    first.identity.enterRoom(wrongCode);
    await first.do({ type: 'join-room', code: wrongCode });
    await settle();
    await second.do({ type: 'join-room', code: wrongCode });
    await second.until(() => second.linkedNames.length > 0);
    await settle();
    expect([first.linkedNames, second.linkedNames]).toEqual([['Second'], ['First']]);
    expect([first, second].map(({ stores }) => stores.screen.get().status)).toEqual(['room', 'room']);
  });

  test('puts nobody out who is at home there', async () => {
    await ben.do({ type: 'leave-room' });
    await tryWrongCode();
    expect(ann.stores.screen.get().status).toBe('room');
    expect(ann.notices.at(-1)).toBe(quietLine);
  });

  test('puts nobody out who waits for somebody who is away', async () => {
    const cleo = lab.add('Cleo');
    for (const person of [ann, ben]) person.visitor.disconnect();
    await settle();
    await cleo.do({ type: 'join-room', code: ann.code });
    const mallory = lab.add('Mallory');
    await mallory.do({ type: 'join-room', code: wrongCode });
    await isBackAtStart(mallory);
    await settle();
    expect(cleo.stores.screen.get().status).toBe('room');
    expect(cleo.notices.at(-1)).toBe(quietLine);
  });
});

describe('whoever tries one code after the other', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is not let in any more, is told so, and bothers nobody with it', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const mallory = lab.add('Mallory');
    for (let at = 0; at < FAILED_HANDSHAKES_PER_ADDRESS_MAX; at++) {
      await tryWrongCode(mallory);
      now += 60_000;
    }
    await mallory.do({ type: 'join-room', code: ann.code });
    await isBackAtStart(mallory);
    await settle();
    expect(mallory.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining('Too many wrong codes were tried in room 1.'),
      codeDraft: ann.code,
    });
    expect(ann.notices.filter((notice) => notice === quietLine)).toHaveLength(FAILED_HANDSHAKES_PER_ADDRESS_MAX);
    expect(ann.notices.at(-1)).toBe(quietLine);
    now += FAILED_HANDSHAKES_WINDOW_MS;
    await mallory.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, mallory);
  });
});

describe('somebody between two pages', () => {
  test('is noticed at both, and said as a problem', async () => {
    lab.network.conditions.interceptor = 'c'.repeat(64);
    const cleo = lab.add('Cleo');
    await cleo.do({ type: 'join-room', code: ann.code });
    for (const person of [ann, cleo]) await person.until(() => person.problems.length > 0);
    await settle();
    expect(ann.problems).toEqual([
      expect.stringContaining('Somebody tried to get between this browser and another one'),
    ]);
    expect(cleo.problems).toHaveLength(2);
    expect(cleo.stores.screen.get().status).toBe('room');
    expect(cleo.linkedNames).toEqual([]);
    expect(ann.linkedNames).toEqual(['Ben']);
    expect(ann.stores.people.get().at(-1)?.state).toEqual({
      status: 'cannot-connect',
      reason: expect.stringContaining('somebody tried to get between your two browsers'),
    });
  });
});
