import { describe, expect, test } from 'vitest';
import { OthersTyping, OwnTyping } from '../../../client/chat/typing.ts';
import { TYPING_BELIEVED_MS, TYPING_EVERY_MS } from '../../../shared/limits.ts';
import { annId, benId, cyId } from '../../support/fake-chat.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function createOwn() {
  const clock = createFakeClock();
  return { clock, own: new OwnTyping(clock.now) };
}

describe('the others are told', () => {
  test('that somebody types, at most every so often', () => {
    const { clock, own } = createOwn();
    expect(own.draftChanged('h')).toBe(true);
    clock.advance(TYPING_EVERY_MS - 1);
    expect(own.draftChanged('he')).toBe(undefined);
    clock.advance(1);
    expect(own.draftChanged('hel')).toBe(true);
  });

  test('once that it is over, and only when they were told of it', () => {
    const { own } = createOwn();
    expect(own.stopped()).toBe(undefined);
    own.draftChanged('h');
    expect(own.stopped()).toBe(false);
    expect(own.stopped()).toBe(undefined);
  });

  test.each(['', '   ', '/nick Ann'])('that it is over when the draft becomes %j', (draft) => {
    const { own } = createOwn();
    own.draftChanged('h');
    expect(own.draftChanged(draft)).toBe(false);
  });

  test('nothing of commands, however long somebody types', () => {
    const { clock, own } = createOwn();
    for (const draft of ['/', '/m', '/msg Ben hello']) {
      expect(own.draftChanged(draft)).toBe(undefined);
      clock.advance(TYPING_EVERY_MS);
    }
  });

  test('no more often when somebody begins and stops again and again', () => {
    const { clock, own } = createOwn();
    const told: unknown[] = [];
    for (let at = 0; at < 100; at++) {
      told.push(own.draftChanged('h'), own.draftChanged(''));
      clock.advance(TYPING_EVERY_MS / 10);
    }
    expect(told.filter((one) => one === true)).toHaveLength(10);
    expect(told.filter((one) => one === false)).toHaveLength(10);
  });
});

function createOthers() {
  const clock = createFakeClock();
  return { clock, others: new OthersTyping(clock.now) };
}

describe('somebody who types', () => {
  test('is shown until they say that it is over', () => {
    const { others } = createOthers();
    others.heard(benId, true);
    expect(others.current).toEqual([benId]);
    others.heard(benId, false);
    expect(others.current).toEqual([]);
    expect(others.changesInMs).toBe(undefined);
  });

  test('is shown where they began, however often they say it', () => {
    const { clock, others } = createOthers();
    others.heard(benId, true);
    clock.advance(10);
    others.heard(annId, true);
    clock.advance(10);
    others.heard(benId, true);
    expect(others.current).toEqual([benId, annId]);
  });

  test('is forgotten when they have not said it again', () => {
    const { clock, others } = createOthers();
    others.heard(benId, true);
    clock.advance(1_000);
    others.heard(cyId, true);
    expect(others.changesInMs).toBe(TYPING_BELIEVED_MS - 1_000);
    clock.advance(TYPING_BELIEVED_MS - 1_001);
    expect(others.current).toEqual([benId, cyId]);
    clock.advance(1);
    expect(others.current).toEqual([cyId]);
    expect(others.changesInMs).toBe(1_000);
  });

  test('is forgotten at once with their message or their link', () => {
    const { others } = createOthers();
    others.heard(benId, true);
    others.forget(benId);
    expect(others.current).toEqual([]);
  });
});
