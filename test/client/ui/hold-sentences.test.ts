import { describe, expect, test } from 'vitest';
import { holds } from '../../../client/transfer/transfer-state.ts';
import {
  discardSentence,
  receiverHoldSentences,
  senderHoldSentences,
} from '../../../client/ui/cards/hold-sentences.ts';

const half = { bytes: 512_000_000, totalBytes: 1_000_000_000 };
const nothing = { bytes: 0, totalBytes: 1_000_000_000 };

describe('a transfer that is held', () => {
  test.each(holds)('%s tells the receiver what happened and what is kept', (hold) => {
    const { happened, kept } = receiverHoldSentences(hold, 'Ann', half);
    expect(happened).toMatch(/^[A-Z].*\.$/);
    expect(kept).toBe('512\u00a0MB of 1\u00a0GB are kept.');
  });

  test.each(holds)('%s tells the sender what happened, and what is kept where it matters', (hold) => {
    const { happened, kept } = senderHoldSentences(hold, 'Ben', half);
    expect(happened).toMatch(/^[A-Z].*\.$/);
    expect(kept).toMatch(/^512\u00a0MB of 1\u00a0GB are kept (there|for when they are back)\.$/);
  });

  test.each(holds)('%s claims nothing to be kept when nothing is', (hold) => {
    expect(receiverHoldSentences(hold, 'Ann', nothing).kept).toBe('Nothing is kept yet.');
    expect(senderHoldSentences(hold, 'Ben', nothing).kept).not.toMatch(/0/);
  });

  test.each(holds)('%s says what to do whenever it is a problem of the receiver', (hold) => {
    const { tone, next } = receiverHoldSentences(hold, 'Ann', half);
    if (tone === 'problem') expect(next).toMatch(/resume|goes on when Ann/i);
  });

  test('says whose pause it is', () => {
    expect(receiverHoldSentences('paused-by-other', 'Ann', half).happened).toBe('Ann paused it.');
    expect(senderHoldSentences('paused-by-other', 'Ben', half).happened).toBe('Ben paused it.');
    expect(receiverHoldSentences('paused-by-you', 'Ann', half).happened).toBe('You paused it.');
  });

  test('keeps what a recipient has for when they are back', () => {
    expect(senderHoldSentences('no-link', 'Ben', half).kept).toBe(
      '512\u00a0MB of 1\u00a0GB are kept for when they are back.',
    );
  });
});

test('discarding says what it frees, unless that is nothing', () => {
  expect(discardSentence(half.bytes)).toBe('Discard frees 512\u00a0MB on this device.');
  expect(discardSentence(0)).toBeUndefined();
});
