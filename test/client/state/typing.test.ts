import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TYPING_BELIEVED_MS, TYPING_EVERY_MS } from '../../../shared/limits.ts';
import { SessionLab, type SessionPerson } from '../../support/session-lab.ts';
import { settle } from '../../support/watch.ts';

let ann: SessionPerson;
let ben: SessionPerson;

beforeEach(async () => {
  const lab = await SessionLab.create();
  [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const type = (person: SessionPerson, draft: string) => person.do({ type: 'note-draft', draft });
const seesTyping = (person: SessionPerson, ...typing: SessionPerson[]) =>
  person.until(() => `${person.stores.typing.get()}` === `${typing.map(({ peerId }) => peerId)}`);

describe('that somebody types', () => {
  test('is seen by the others, and not by themselves', async () => {
    await type(ann, 'h');
    await seesTyping(ben, ann);
    expect(ann.stores.typing.get()).toEqual([]);
  });

  test('is forgotten when they send it', async () => {
    await type(ann, 'hello');
    await seesTyping(ben, ann);
    ann.say('hello');
    await seesTyping(ben);
    await ben.until(() => ben.messages.length === 1);
  });

  test('is forgotten when they empty the field, or pause', async () => {
    await type(ann, 'hello');
    await seesTyping(ben, ann);
    await type(ann, '');
    await seesTyping(ben);
    vi.advanceTimersByTime(TYPING_EVERY_MS);
    await type(ann, 'hello');
    await seesTyping(ben, ann);
    vi.advanceTimersByTime(TYPING_EVERY_MS);
    await seesTyping(ben);
  });

  test('is forgotten when nothing more is heard of it', async () => {
    ann.endTo(ben).send({ type: 'typing', active: true });
    await seesTyping(ben, ann);
    vi.advanceTimersByTime(TYPING_BELIEVED_MS - 1);
    expect(ben.stores.typing.get()).toEqual([ann.peerId]);
    vi.advanceTimersByTime(1);
    expect(ben.stores.typing.get()).toEqual([]);
  });

  test('is forgotten with the link, and with the room', async () => {
    await type(ann, 'hello');
    await seesTyping(ben, ann);
    await ann.do({ type: 'leave-room' });
    await seesTyping(ben);
    vi.advanceTimersByTime(TYPING_BELIEVED_MS);
    await settle();
    expect(ben.problems).toEqual([]);
  });

  test('is not told of commands', async () => {
    await type(ann, '/nick Anna');
    await settle();
    expect(ben.stores.typing.get()).toEqual([]);
  });
});
