import { beforeEach, describe, expect, test } from 'vitest';
import { LastWords } from '../../../../client/transfer/receiving/last-words.ts';
import { LAST_WORD_DOUBT_MS } from '../../../../shared/limits.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakePeerId, fakeTransferId } from '../../../support/fake-ids.ts';

const [ann, ben] = [fakePeerId(1), fakePeerId(2)];
const transfer = fakeTransferId(1);

let clock: ReturnType<typeof createFakeClock>;
let words: LastWords;

beforeEach(() => {
  clock = createFakeClock();
  words = new LastWords(clock.now);
});

describe('a last word', () => {
  test('is in doubt when nobody was there to hear it', () => {
    words.unsaid(transfer);
    expect(words.isInDoubt(transfer)).toBe(true);
  });

  test('is in doubt when its link is lost soon afterwards, until it is said again', () => {
    words.said(transfer, ann);
    expect(words.isInDoubt(transfer)).toBe(false);
    clock.advance(LAST_WORD_DOUBT_MS - 1);
    words.unlinked(ann, { type: 'lost' });
    expect(words.isInDoubt(transfer)).toBe(true);
    words.said(transfer, ann);
    expect(words.isInDoubt(transfer)).toBe(false);
  });

  test('has come when its link lasts, when somebody else is lost, or when they said goodbye', () => {
    words.said(transfer, ann);
    words.unlinked(ben, { type: 'lost' });
    expect(words.isInDoubt(transfer)).toBe(false);
    clock.advance(LAST_WORD_DOUBT_MS);
    words.unlinked(ann, { type: 'lost' });
    expect(words.isInDoubt(transfer)).toBe(false);
    words.said(transfer, ann);
    words.unlinked(ann, { type: 'left' });
    expect(words.isInDoubt(transfer)).toBe(false);
  });
});
