import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  createAttemptId,
  createMessageId,
  createPeerId,
  createTransferId,
  ID_BYTES,
  peerIdSchema,
} from '../../shared/ids.ts';
import { scriptedRandom } from '../support/scripted-random.ts';

const bytes = Array.from({ length: ID_BYTES }, (_, index) => index);
const isPeerId = (value: unknown) => v.is(peerIdSchema, value);

describe('an id', () => {
  test.each([createPeerId, createAttemptId, createTransferId, createMessageId])(
    'is made of 128 random bits by %o',
    (create) => {
      expect(create(scriptedRandom(...bytes))).toBe('000102030405060708090a0b0c0d0e0f');
    },
  );

  test('is 32 lower-case hexadecimal characters', () => {
    expect(isPeerId('0123456789abcdef0123456789abcdef')).toBe(true);
  });

  test.each([
    ['one character short', 'a'.repeat(31)],
    ['one character long', 'a'.repeat(33)],
    ['upper case', 'A'.repeat(32)],
    ['another alphabet', 'g'.repeat(32)],
    ['text on another line', `${'a'.repeat(32)}\nmore`],
    ['a number', 12],
    ['nothing', undefined],
  ])('is not %s', (_, value) => {
    expect(isPeerId(value)).toBe(false);
  });
});
