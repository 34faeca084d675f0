import { expect, test } from 'vitest';
import { titleOf } from '../../../../client/ui/attention/tab-title.ts';
import { parseRoomCode } from '../../../../shared/room-code.ts';

const parsed = parseRoomCode('42-amber-otter');
if (!parsed.ok) throw new Error('the example is no room code');
const room = { status: 'room', code: parsed.code, url: 'http://lan/#42-amber-otter' } as const;

test('the title tells the room by its number alone', () => {
  expect(titleOf(room, 0, undefined)).toBe('Room 42 · Lanline');
  expect(titleOf({ status: 'start' }, 0, undefined)).toBe('Lanline');
});

test('the title begins with what is new and how far the transfers are', () => {
  expect(titleOf(room, 2, undefined)).toBe('(2) Room 42 · Lanline');
  expect(titleOf(room, 0, 7)).toBe('7% · Room 42 · Lanline');
  expect(titleOf(room, 2, 100)).toBe('(2) 100% · Room 42 · Lanline');
});
