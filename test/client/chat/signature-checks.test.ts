import { describe, expect, test } from 'vitest';
import { SignatureChecks } from '../../../client/chat/signature-checks.ts';
import { type ChatMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import { countTurns } from '../../support/count-turns.ts';
import { bens, cys } from '../../support/fake-chat.ts';

const open = new AbortController().signal;
const forged = (number: number): ChatMessage => ({ ...cys(number), signature: 'forged' });

/** Notes what was verified, in order. Each takes `ms`. */
function createChecks({ ms = 0, held = new Set<string>() } = {}) {
  const verified: string[] = [];
  const checks = new SignatureChecks({
    isHeld: ({ id }) => held.has(id),
    isGenuine: ({ text, signature }) => {
      const endsAt = performance.now() + ms;
      while (performance.now() < endsAt);
      verified.push(text);
      return signature !== 'forged';
    },
  });
  return { checks, verified, held };
}

describe('a signature', () => {
  test('that is right passes, and one that is wrong is a fault', () => {
    const { checks } = createChecks();
    checks.check(cys(1));
    expect(() => checks.check(forged(2))).toThrow(ProtocolError);
  });

  test('is not verified again when the message is held', () => {
    const { checks, verified } = createChecks({ held: new Set([cys(1).id]) });
    checks.check(cys(1));
    expect(verified).toEqual([]);
  });
});

describe('the signatures of histories', () => {
  test('are verified one after the other, portion by portion', async () => {
    const { checks, verified } = createChecks();
    await Promise.all([checks.checkAll([cys(1), cys(2)], open), checks.checkAll([bens(3), bens(4)], open)]);
    expect(verified).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
  });

  test('are verified up to the first wrong one, which is the fault of that portion alone', async () => {
    const { checks, verified } = createChecks();
    const first = checks.checkAll([cys(1), forged(2), cys(3)], open);
    const second = checks.checkAll([bens(4)], open);
    await expect(first).rejects.toThrow(ProtocolError);
    await second;
    expect(verified).toEqual(['text 1', 'text 2', 'text 4']);
  });

  test('are verified once when several people hand on the same', async () => {
    const { checks, verified, held } = createChecks();
    const first = checks.checkAll([cys(1)], open).then(() => held.add(cys(1).id));
    await Promise.all([first, checks.checkAll([cys(1), cys(2)], open)]);
    expect(verified).toEqual(['text 1', 'text 2']);
  });

  test('are left when the link closes, also in the middle, and others go on', async () => {
    const { checks, verified } = createChecks({ ms: 8 });
    const closing = new AbortController();
    const first = checks.checkAll(Array(100).fill(cys(1)), closing.signal);
    const second = checks.checkAll([cys(2)], closing.signal);
    const third = checks.checkAll([cys(3)], open);
    setImmediate(() => closing.abort(new Error('closed')));
    await expect(first).rejects.toThrow('closed');
    await expect(second).rejects.toThrow('closed');
    await third;
    expect(verified.length).toBeLessThan(50);
    expect(verified.at(-1)).toBe('text 3');
  });

  test.each([
    ['one long portion', (checks: SignatureChecks) => checks.checkAll(Array(40).fill(cys(1)), open)],
    [
      'many short ones',
      (checks: SignatureChecks) =>
        Promise.all(
          Array(40)
            .fill(0)
            .map(() => checks.checkAll([cys(1)], open)),
        ),
    ],
  ])('of %s leave the page its turns, and new messages pass meanwhile', async (_what, run) => {
    const { checks, verified } = createChecks({ ms: 2 });
    let passedAt = Number.POSITIVE_INFINITY;
    const { turns } = await countTurns(async () => {
      setImmediate(() => {
        checks.check(bens(9));
        passedAt = verified.length;
      });
      await run(checks);
    });
    // 80 ms, in turns of 12 ms.
    expect(turns).toBeGreaterThanOrEqual(4);
    expect(passedAt).toBeLessThan(40);
  });
});
