import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ROOM_NUMBER_MAX } from '../../shared/limits.ts';
import {
  createRoomCode,
  formatRoomCode,
  parseRoomCode,
  type RoomCode,
  roomNumberSchema,
} from '../../shared/room-code.ts';
import { roomWords } from '../../shared/room-words.ts';
import { bytesOf, scriptedRandom } from '../support/scripted-random.ts';

const numberOf = (value: number) => v.parse(roomNumberSchema, value);
const otter: RoomCode = { number: numberOf(42), words: ['amateur', 'zebra'] };
const codes: fc.Arbitrary<RoomCode> = fc.record({
  number: fc.integer({ min: 1, max: ROOM_NUMBER_MAX }).map(numberOf),
  words: fc.tuple(fc.constantFrom(...roomWords), fc.constantFrom(...roomWords)),
});

describe('writing a room code', () => {
  test('joins the number and both words by dashes', () => {
    expect(formatRoomCode(otter)).toBe('42-amateur-zebra');
  });

  test('draws both words from the whole list, each for itself', () => {
    const random = scriptedRandom(...bytesOf(0), ...bytesOf(roomWords.length - 1));
    expect(createRoomCode(numberOf(7), random)).toEqual({ number: 7, words: [roomWords[0], roomWords.at(-1)] });
  });

  test('is undone by reading it', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(parseRoomCode(formatRoomCode(code))).toEqual({ ok: true, code });
      }),
    );
  });
});

describe('reading a room code', () => {
  test.each([
    ['42-amateur-zebra'],
    ['42 amateur zebra'],
    ['  42  Amateur   ZEBRA '],
    ['42–amateur—zebra'],
    ['42_amateur.zebra'],
    ['042-amateur-zebra'],
    ['42-amateur-zebra'],
    ['#42-amateur-zebra'],
    ['http://192.168.1.20:3000/#42-amateur-zebra'],
    ['http://host/page#old#42-amateur-zebra'],
  ])('takes %j', (typed) => {
    expect(parseRoomCode(typed)).toEqual({ ok: true, code: otter });
  });

  test.each([
    [''],
    ['42'],
    ['42-amateur'],
    ['42-amateur-zebra-zoo'],
    ['amateur-zebra-42'],
    ['4x2-amateur-zebra'],
    ['http://192.168.1.20:3000/'],
  ])('finds no code in %j', (typed) => {
    expect(parseRoomCode(typed)).toEqual({ ok: false, problem: { type: 'shape' } });
  });

  test.each([['0-amateur-zebra'], [`${ROOM_NUMBER_MAX + 1}-amateur-zebra`], [`${'9'.repeat(400)}-amateur-zebra`]])(
    'refuses the number of %j',
    (typed) => {
      expect(parseRoomCode(typed)).toEqual({ ok: false, problem: { type: 'number' } });
    },
  );

  test.each([
    ['42-amateu-zebra', 'amateu', 'amateur'],
    ['42-amateur-zebar', 'zebar', 'zebra'],
    ['42-amateur-zebx', 'zebx', 'zebra'],
    ['42-amateur-qqqq', 'qqqq', undefined],
    // "abov" and "abou" both start like this.
    ['42-abox-zebra', 'abox', undefined],
  ])('names the unknown word of %j and the word that was probably meant', (typed, word, suggestion) => {
    expect(parseRoomCode(typed)).toEqual({ ok: false, problem: { type: 'word', word, suggestion } });
  });

  test('answers anything that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(parseRoomCode(typed)).toHaveProperty('ok');
      }),
    );
  });
});

describe('a room number', () => {
  test.each([1, ROOM_NUMBER_MAX])('may be %d', (value) => {
    expect(v.is(roomNumberSchema, value)).toBe(true);
  });

  test.each([[0], [ROOM_NUMBER_MAX + 1], [1.5], ['7'], [Number.NaN], [null]])('may not be %j', (value) => {
    expect(v.is(roomNumberSchema, value)).toBe(false);
  });
});
