import { beforeEach, describe, expect, test } from 'vitest';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: SessionLab;
let ann: SessionPerson;
let ben: SessionPerson;

beforeEach(async () => {
  lab = await SessionLab.create();
  [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
});

/** Whoever has the larger id is called by the other one: each of both reloads once. */
describe.each([0, 1])('a page that is loaded anew (%i)', (index) => {
  let old: SessionPerson;
  let other: SessionPerson;
  let before: number;

  beforeEach(() => {
    [old, other] = index === 0 ? [ann, ben] : [ben, ann];
    before = other.notices.length;
  });

  async function reload(): Promise<SessionPerson> {
    const { code } = old;
    old.unload();
    const page = lab.add(index === 0 ? 'Ann' : 'Ben', { tab: old.tab });
    await page.do({ type: 'join-room', code });
    await linked(page, other);
    return page;
  }

  test('is the same person: nobody says that they left or joined, and they are there once', async () => {
    const page = await reload();
    lab.server.endGrace();
    await settle();
    expect(page.peerId).toBe(old.identity.current.peerId);
    expect(other.notices.slice(before)).toEqual([]);
    expect(other.stores.people.get()).toHaveLength(2);
    expect(lab.server.membersOf(1).toSorted()).toEqual([page.peerId, other.peerId].toSorted());
  });

  test('can be heard: what it says is not taken for what was said before', async () => {
    old.say('before');
    await other.until(() => other.messages.length === 1);
    const page = await reload();
    page.say('after');
    await other.until(() => other.messages.length === 2);
    expect(other.messages.map((message) => message.split(': ')[1])).toEqual(['before', 'after']);
  });

  test('is reconnecting meanwhile', async () => {
    old.unload();
    await settle();
    expect(other.stores.people.get()[1]).toMatchObject({ state: { status: 'reconnecting' } });
    expect(other.notices.slice(before)).toEqual([]);
  });

  test('replaces links that still seem open when nothing told of the end of the old page', async () => {
    old.identity.putBack();
    const { code } = old;
    old.visitor.disconnect();
    await settle();
    const page = lab.add('Somebody', { tab: old.tab });
    await page.do({ type: 'join-room', code });
    await linked(page, other);
    page.say('it is me');
    await other.until(() => other.messages.length === 1);
    expect(other.stores.people.get()).toHaveLength(2);
  });
});

describe('a page that is loaded anew slowly', () => {
  test('opens its room again when that has ended meanwhile, and asks nobody', async () => {
    const { code } = ann;
    await ben.do({ type: 'leave-room' });
    ann.unload();
    lab.server.endGrace();
    expect(lab.server.membersOf(1)).toEqual([]);
    const page = lab.add('Ann', { tab: ann.tab });
    page.page.fragment = code;
    await page.session.followAddress();
    expect(page.code).toBe(code);
    expect(page.stores.screen.get().status).toBe('room');
  });

  test('does not open a room again that it had left', async () => {
    const { code } = ann;
    await ben.do({ type: 'leave-room' });
    await ann.do({ type: 'leave-room' });
    ann.unload();
    const page = lab.add('Ann', { tab: ann.tab });
    page.page.fragment = code;
    await page.session.followAddress();
    expect(page.stores.screen.get()).toMatchObject({ status: 'start', problem: expect.stringContaining('has ended') });
  });
});

describe('a page that goes away for good', () => {
  test('closes the way to the server, and is taken for somebody who left once the server says so', async () => {
    ann.unload();
    expect(ann.visitor.isClosed).toBe(true);
    await settle();
    expect(ben.notices).not.toContain('Ann left.');
    lab.server.endGrace();
    await ben.until(() => ben.notices.at(-1) === 'Ann left.');
    expect(ben.stores.people.get()).toHaveLength(1);
    expect(lab.server.membersOf(1)).toEqual([ben.peerId]);
  });
});

describe('a tab that is duplicated', () => {
  test('is somebody else', async () => {
    const copy = lab.add('Ann', { tab: ann.tab.copy() });
    await copy.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, copy);
    expect(copy.peerId).not.toBe(ann.peerId);
    expect(ben.stores.people.get()).toHaveLength(3);
  });

  test('while it is hidden takes its place, and it says so, and may join as somebody else', async () => {
    ann.identity.putBack();
    const { code, peerId } = ann;
    const copy = lab.add('Ann', { tab: ann.tab.copy() });
    await copy.do({ type: 'join-room', code });
    await linked(copy, ben);
    await settle();
    expect(copy.peerId).toBe(peerId);
    expect(ann.stores.screen.get()).toEqual({
      status: 'start',
      problem: expect.stringContaining('A copy of this tab took its place'),
      codeDraft: code,
    });
    expect(ben.stores.people.get()).toHaveLength(2);
    await ann.do({ type: 'join-room', code });
    await linked(ann, ben, copy);
    expect(ann.peerId).not.toBe(peerId);
  });
});

describe('somebody who is away', () => {
  test('can still be offered files over a link that is open', async () => {
    ann.visitor.disconnect();
    await settle();
    expect(ben.person('Ann')).toMatchObject({ linked: true });
  });

  test('is told to a newcomer as away, and linked when they are back', async () => {
    ann.visitor.disconnect();
    await settle();
    const cleo = lab.add('Cleo');
    await cleo.do({ type: 'join-room', code: ben.code });
    await cleo.until(() => cleo.linkedNames.length === 1);
    expect(cleo.stores.people.get()).toContainEqual(expect.objectContaining({ state: { status: 'away' } }));
    ann.visitor.connect();
    await linked(ann, ben, cleo);
  });
});
