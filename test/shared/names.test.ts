import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NAME_LENGTH_MAX } from '../../shared/limits.ts';
import { checkName, nameSchema, tidyName } from '../../shared/names.ts';

const isName = (value: unknown) => v.is(nameSchema, value);
const longest = '🦦'.repeat(NAME_LENGTH_MAX);

describe('a typed name', () => {
  test('loses spaces around it and doubled spaces in it', () => {
    expect(checkName('  Ada \t  Lovelace ')).toEqual({ ok: true, name: 'Ada Lovelace' });
  });

  test.each([
    ['control', '\u0007'],
    ['right-to-left override', '\u202e'],
    ['zero-width', '\u200b'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
  ])('loses %s characters', (_, character) => {
    expect(tidyName(`Ada${character}Lovelace`)).toBe('Ada Lovelace');
  });

  test.each(['', '   ', '\u200b\u202e'])('is refused as empty when nothing of it shows: %j', (typed) => {
    expect(checkName(typed)).toEqual({ ok: false, reason: 'empty' });
  });

  test('may have as many code points as the limit, even when each takes two UTF-16 units', () => {
    expect(checkName(longest)).toEqual({ ok: true, name: longest });
  });

  test('is refused above the limit', () => {
    expect(checkName(`${longest}x`)).toEqual({ ok: false, reason: 'too-long' });
  });

  test('is a name that others take, whenever it is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const check = checkName(typed);
        if (check.ok) expect(isName(check.name)).toBe(true);
      }),
    );
  });
});

describe('a received name', () => {
  test('is taken when it is tidy and within the limit', () => {
    expect(isName(longest)).toBe(true);
  });

  test.each([
    ['empty', ''],
    ['with a doubled space', 'Ada  Lovelace'],
    ['with an invisible character', 'Ada\u202eLovelace'],
    ['one code point too long', 'x'.repeat(NAME_LENGTH_MAX + 1)],
    ['not a text', 42],
  ])('is refused when it is %s', (_, name) => {
    expect(isName(name)).toBe(false);
  });
});
