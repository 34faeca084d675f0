import { expect, test } from 'vitest';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { arrangeLines } from '../../../client/ui/conversation/conversation-lines.ts';
import { createPeerId } from '../../../shared/ids.ts';
import { fakeKeyOf } from '../../support/fake-ids.ts';

const peer = (seed: number) => createPeerId((length) => new Uint8Array(length).fill(seed));
const noon = new Date('2024-03-05T12:00:00').getTime();
const minutes = (count: number) => count * 60_000;

const message = (seed: number, at: number): ConversationEntry => ({
  id: `${seed}-${at}`,
  type: 'message',
  author: `Peer ${seed}`,
  authorId: peer(seed),
  authorKey: fakeKeyOf(peer(seed)),
  own: false,
  text: 'hello',
  at,
});

const continues = (entries: readonly ConversationEntry[]) => arrangeLines(entries).map((line) => line.continues);
const startsDay = (entries: readonly ConversationEntry[]) => arrangeLines(entries).map((line) => line.startsDay);

test('messages of one author in a row stand under one name', () => {
  expect(continues([message(1, noon), message(1, noon + minutes(1)), message(2, noon + minutes(2))])).toEqual([
    false,
    true,
    false,
  ]);
});

test('after a while the name is said again', () => {
  expect(continues([message(1, noon), message(1, noon + minutes(6))])).toEqual([false, false]);
});

test('a notice in between ends the group', () => {
  const notice: ConversationEntry = { id: 'n', type: 'notice', tone: 'quiet', lines: ['Ben came in'], at: noon };
  expect(continues([message(1, noon), notice, message(1, noon)])).toEqual([false, false, false]);
});

test('the first entry of each day says so, and starts its own group', () => {
  const nextDay = noon + minutes(12 * 60);
  expect(startsDay([message(1, noon), message(1, nextDay - 1), message(1, nextDay)])).toEqual([true, false, true]);
  expect(continues([message(1, nextDay - 1), message(1, nextDay)])).toEqual([false, false]);
});
