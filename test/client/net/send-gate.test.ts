import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SendGate } from '../../../client/net/send-gate.ts';
import { settle } from '../../support/watch.ts';

const marks = { high: 100, low: 50 };

/** Whether a promise has settled by now, and how. */
async function outcomeOf(promise: Promise<unknown>): Promise<'waiting' | 'resolved' | 'rejected'> {
  let outcome: 'waiting' | 'resolved' | 'rejected' = 'waiting';
  promise.then(
    () => {
      outcome = 'resolved';
    },
    () => {
      outcome = 'rejected';
    },
  );
  await settle();
  return outcome;
}

describe('the send gate', () => {
  test('is open at first', async () => {
    expect(await outcomeOf(new SendGate(marks).drained())).toBe('resolved');
  });

  test('closes at the high-water mark, not before', () => {
    const gate = new SendGate(marks);
    expect(gate.update(99)).toBe(true);
    expect(gate.update(100)).toBe(false);
  });

  test('stays closed until the low-water mark is reached', () => {
    const gate = new SendGate(marks);
    gate.update(100);
    expect([gate.update(99), gate.update(51), gate.update(50)]).toEqual([false, false, true]);
  });

  test('lets everybody through who waited, once it opens', async () => {
    const gate = new SendGate(marks);
    gate.update(100);
    const waiting = [gate.drained(), gate.drained()];
    gate.update(51);
    expect(await Promise.all(waiting.map(outcomeOf))).toEqual(['waiting', 'waiting']);
    gate.update(50);
    expect(await Promise.all(waiting.map(outcomeOf))).toEqual(['resolved', 'resolved']);
  });

  test('tells whoever waits when nothing will drain any more', async () => {
    const gate = new SendGate(marks);
    gate.update(100);
    const waiting = gate.drained();
    gate.abandon(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
  });

  test.each([
    [100, 100],
    [100, 101],
  ])('refuses a low mark that is not below the high one (%i, %i)', (high, low) => {
    expect(() => new SendGate({ high, low })).toThrow(RangeError);
  });

  test('is closed between the marks exactly when it was closed before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 150 })), (readings) => {
        const gate = new SendGate(marks);
        let open = true;
        for (const reading of readings) {
          if (reading >= marks.high) open = false;
          else if (reading <= marks.low) open = true;
          expect(gate.update(reading)).toBe(open);
        }
      }),
    );
  });
});
