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

const recognitionOf = (name: string) =>
  ann.stores.people
    .get()
    .filter((person) => person.name === name)
    .map(({ recognition }) => recognition);

/** Somebody with another browser joins. */
async function join(name: string): Promise<SessionPerson> {
  const person = lab.add(name);
  await person.do({ type: 'join-room', code: ann.code });
  await linked(ann, ben, person);
  return person;
}

describe('somebody', () => {
  test('is new when they are met for the first time, and nothing is said of it', () => {
    expect(recognitionOf('Ben')).toEqual(['new']);
    expect(ann.stores.people.get()[0]?.recognition).toBeUndefined();
    expect(ann.problems).toEqual([]);
  });

  test('is recognised when they come again', async () => {
    await ben.do({ type: 'leave-room' });
    await settle();
    await ben.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben);
    expect(recognitionOf('Ben')).toEqual(['recognised']);
  });

  test('stays new for this stay when they change their name', async () => {
    ben.say('/nick Benedict');
    await ann.until(() => recognitionOf('Benedict').length > 0);
    expect(recognitionOf('Benedict')).toEqual(['new']);
  });
});

describe('somebody with the name of somebody else', () => {
  const warning = /^Somebody calls themselves Ben, and is not the Ben whom this browser has met/;

  test('is marked, and one line says so', async () => {
    await join('Ben');
    expect(recognitionOf('Ben').toSorted()).toEqual(['name-of-another', 'new']);
    expect(ann.problems).toEqual([expect.stringMatching(warning)]);
  });

  test('is marked when they take it later', async () => {
    const cleo = await join('Cleo');
    cleo.say('/nick Ben');
    await ann.until(() => recognitionOf('Ben').length === 2);
    expect(recognitionOf('Ben').toSorted()).toEqual(['name-of-another', 'new']);
    expect(ann.problems).toEqual([expect.stringMatching(warning)]);
    cleo.say('/nick Dora');
    await ann.until(() => recognitionOf('Dora').length === 1);
    expect(recognitionOf('Dora')).toEqual(['new']);
  });

  test('is known by the first name that is their own when they came with another', async () => {
    const other = await join('Ben');
    other.say('/nick Emil');
    await ann.until(() => recognitionOf('Emil').length === 1);
    other.say('/nick Fritz');
    await ann.until(() => recognitionOf('Fritz').length === 1);
    expect(recognitionOf('Fritz')).toEqual(['new']);
  });

  test('is recognised once the person says that it is them', async () => {
    const other = await join('Ben');
    await ann.do({ type: 'vouch-for', peerId: other.peerId });
    expect(recognitionOf('Ben').toSorted()).toEqual(['new', 'recognised']);
    await other.do({ type: 'leave-room' });
    await settle();
    await other.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, other);
    expect(ann.problems).toHaveLength(1);
  });
});

test('forgetting this browser leaves the room, is somebody else from then on, and clears everything', async () => {
  const before = ann.peerId;
  await ann.do({ type: 'forget-browser' });
  await settle();
  expect(ann.forgets).toBe(1);
  expect(ann.identity.current.peerId).not.toBe(before);
  expect(ben.notices).toContain('Ann left.');
});
