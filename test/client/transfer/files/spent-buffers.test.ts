import { expect, test } from 'vitest';
import { SpentBuffers } from '../../../../client/transfer/files/spent-buffers.ts';
import { PIECE_BYTES, SPENT_BUFFERS_MAX } from '../../../../shared/limits.ts';

const piece = () => new Uint8Array(PIECE_BYTES);

test('gives each buffer of a whole piece once, and keeps only so many', () => {
  const spent = new SpentBuffers();
  const [first, second] = [piece(), piece()];
  spent.keep([first, new Uint8Array(10), second.subarray(0, 10)]);
  expect(new Set([spent.take(), spent.take()])).toEqual(new Set([first.buffer, second.buffer]));
  expect(spent.take()).toBeUndefined();
  for (let kept = 0; kept < 2 * SPENT_BUFFERS_MAX; kept++) spent.keep([piece()]);
  const taken = Array.from({ length: 2 * SPENT_BUFFERS_MAX }, () => spent.take());
  expect(taken.filter((buffer) => buffer !== undefined)).toHaveLength(SPENT_BUFFERS_MAX);
});
