import { expect, test } from 'vitest';
import { alternate } from './rounds.ts';

test('rounds alternate, and each contestant gets its own back', async () => {
  let turn = 0;
  const next = () => Promise.resolve(++turn);
  expect(await alternate({ one: next, other: next }, 3)).toEqual({ one: [1, 3, 5], other: [2, 4, 6] });
});

test('one that fails ends it', async () => {
  const fail = () => Promise.reject(new Error('no browser'));
  await expect(alternate({ fail }, 3)).rejects.toThrow('no browser');
});
