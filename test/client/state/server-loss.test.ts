import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONNECT_TIMEOUT_MS } from '../../../shared/limits.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  lab = await SessionLab.create();
  [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
});

afterEach(() => {
  vi.useRealTimers();
});

const untilServer = (person: SessionPerson, status: 'connected' | 'disconnected') =>
  person.until(() => person.stores.server.get() === status);

/** Ann's way to the server breaks, and is open again. */
async function reconnectAnn() {
  ann.visitor.disconnect();
  await settle();
  ann.visitor.connect();
  await settle();
}

describe('a server that stops', () => {
  test('is shown, and takes nothing from those who are linked', async () => {
    lab.server.stop();
    await Promise.all([untilServer(ann, 'disconnected'), untilServer(ben, 'disconnected')]);
    ann.say('still here?');
    await ben.until(() => ben.messages.includes('Ann: still here?'));
    expect(ann.linkedNames).toEqual(['Ben']);
    expect(ann.notices).not.toContain('Ben left.');
  });

  test('and comes back is told of in one quiet line each', async () => {
    const before = ann.notices.length;
    lab.server.stop();
    await untilServer(ann, 'disconnected');
    lab.server.start();
    await untilServer(ann, 'connected');
    await settle();
    expect(ann.notices.slice(before)).toEqual([
      'The server is gone; everybody who is connected stays connected.',
      'The server is back.',
    ]);
    expect(ann.problems).toEqual([]);
  });

  test('and comes back finds everybody in the room again, under the same links', async () => {
    const links = lab.network.links.length;
    lab.server.stop();
    await untilServer(ann, 'disconnected');
    lab.server.start();
    await Promise.all([untilServer(ann, 'connected'), untilServer(ben, 'connected')]);
    await settle();
    expect(lab.server.membersOf(1).toSorted()).toEqual([ann.peerId, ben.peerId].toSorted());
    expect(lab.network.links).toHaveLength(links);
    expect(ann.linkedNames).toEqual(['Ben']);
    const cleo = lab.add('Cleo');
    await cleo.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, cleo);
  });
});

describe('a browser that loses the server', () => {
  test('learns the ICE servers anew', async () => {
    lab.server.iceServers = [{ type: 'own-stun', port: 3001 }];
    await reconnectAnn();
    expect(ann.stores.iceServers.get()).toEqual(lab.server.iceServers);
  });

  test('keeps its links, and others do not say that it left', async () => {
    ann.visitor.disconnect();
    await settle();
    expect(ben.linkedNames).toEqual(['Ann']);
    expect(ben.person('Ann')).toMatchObject({
      address: '192.168.1.20:50000',
      state: { status: 'connected', relayed: false },
    });
    ben.say('are you there?');
    await ann.until(() => ann.messages.includes('Ben: are you there?'));
    expect(ben.notices).not.toContain('Ann left.');
  });

  test('takes its place again as who it was, and its address is known again', async () => {
    const before = ann.peerId;
    await reconnectAnn();
    expect(ann.peerId).toBe(before);
    expect(ann.visitor.requests.at(-1)).toEqual({ type: 'reopen', ...ann.identity.current, room: 1 });
    expect(ben.person('Ann')).toMatchObject({
      address: '192.168.1.20:50000',
      state: { status: 'connected', relayed: false },
    });
    expect(ann.notices.filter((notice) => notice.includes('joined') || notice.includes('is here'))).toEqual([
      'Ben joined.',
    ]);
  });

  test('is shown at the address where the server sees it now', async () => {
    ann.visitor.port = 61_000;
    await reconnectAnn();
    expect(ann.person('Ann')).toMatchObject({ address: '192.168.1.20:61000' });
    expect(ben.person('Ann')).toMatchObject({ address: '192.168.1.20:61000' });
  });

  test('says so when it cannot take its place again, and keeps its links', async () => {
    lab.server.refuseNext('too-many-rooms');
    await reconnectAnn();
    expect(ann.problems).toEqual(['The server has as many rooms as it may. Try again when another room has ended.']);
    expect(ann.linkedNames).toEqual(['Ben']);
  });

  test('says nothing of an old room in a new one', async () => {
    let answer: () => void = () => undefined;
    ann.visitor.answersAfter = new Promise((resolve) => {
      answer = resolve;
    });
    await reconnectAnn();
    ann.visitor.answersAfter = Promise.resolve();
    await ann.do({ type: 'leave-room' });
    await ann.do({ type: 'create-room' });
    lab.server.refuseNext('too-many-rooms');
    answer();
    await settle();
    expect(ann.problems).toEqual([]);
    expect(ann.notices).toHaveLength(1);
  });

  test('before it was in a room has no place to take again', async () => {
    const cleo = lab.add('Cleo');
    await settle();
    cleo.visitor.disconnect();
    cleo.visitor.connect();
    await settle();
    expect(cleo.visitor.requests).toEqual([]);
    expect(cleo.stores.server.get()).toBe('connected');
  });
});

describe('a link that breaks', () => {
  test('is made again, without a word in the conversation', async () => {
    const before = ann.notices.length;
    ann.endTo(ben).breakDown();
    await settle();
    await linked(ann, ben);
    ann.say('back again');
    await ben.until(() => ben.messages.includes('Ann: back again'));
    expect(ann.notices).toHaveLength(before);
  });

  test('while the server has lost its person shows them as away, until they are back', async () => {
    ann.visitor.disconnect();
    await settle();
    ann.endTo(ben).breakDown();
    await settle();
    expect(ben.person('Ann')).toMatchObject({ state: { status: 'away' }, linked: false });
    expect(ben.notices).not.toContain('Ann left.');
    ann.visitor.connect();
    await linked(ann, ben);
    expect(ben.notices.filter((notice) => notice.includes('Ann'))).toEqual(['Ann is here.']);
  });

  test('while the server has lost its person, and does not get them back, takes them out', async () => {
    ann.visitor.disconnect();
    await settle();
    ann.endTo(ben).breakDown();
    await settle();
    lab.server.endGrace();
    await settle();
    expect(ben.notices.at(-1)).toBe('Ann left.');
    expect(ben.person('Ann')).toBeUndefined();
  });

  test('is made again at once when somebody looks at the page', async () => {
    lab.network.conditions.isCut = true;
    ann.endTo(ben).breakDown();
    await settle();
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
    await settle();
    expect(ann.person('Ben')).toMatchObject({ state: { status: 'cannot-connect' } });
    lab.network.conditions.isCut = false;
    ben.session.retryLinks();
    await linked(ann, ben);
  });
});
