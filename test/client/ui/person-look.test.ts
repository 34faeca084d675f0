import { expect, test } from 'vitest';
import { hueOf, initialsOf } from '../../../client/ui/person-look.ts';
import { fakePeerId } from '../../support/fake-ids.ts';

test.each([
  ['Ann', 'A'],
  ['ann bell', 'AB'],
  ['Maximiliane von und zu Hohenstein', 'MH'],
  ['Łukasz Żółć', 'ŁŻ'],
  ['김민수', '김'],
  ['नमस्ते राम', 'नरा'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
  ['🇳🇱', '🇳🇱'],
  ['A\u0301da', 'A\u0301'],
  ['   ', '?'],
  [undefined, '?'],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('whoever has the same id has the same hue, and others mostly another', () => {
  const hues = Array.from({ length: 15 }, (_, at) => hueOf(fakePeerId(at * 2 ** 104)));
  expect(hueOf(fakePeerId(1))).toBe(hueOf(fakePeerId(1)));
  for (const hue of hues) expect(hue).toBeGreaterThanOrEqual(0);
  for (const hue of hues) expect(hue).toBeLessThan(360);
});
