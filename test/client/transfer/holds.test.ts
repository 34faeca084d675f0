import { describe, expect, test } from 'vitest';
import { Holds } from '../../../client/transfer/holds.ts';
import { holds as order } from '../../../client/transfer/transfer-state.ts';

describe('holds', () => {
  test('let a transfer run when there are none', () => {
    expect(new Holds().first).toBeUndefined();
  });

  test('show the one that comes first in their order, whatever came first in time', () => {
    const holds = new Holds([...order].reverse());
    for (const hold of order) {
      expect(holds.first).toBe(hold);
      holds.set(hold, false);
    }
    expect(holds.first).toBeUndefined();
  });

  test('hold once, however often they are set', () => {
    const holds = new Holds(['no-link']);
    holds.set('no-link', true);
    holds.set('no-link', false);
    expect(holds.first).toBeUndefined();
  });

  test('can be asked for each by itself', () => {
    const holds = new Holds(['no-files', 'paused-by-you']);
    expect([holds.has('no-files'), holds.has('paused-by-you'), holds.has('no-link')]).toEqual([true, true, false]);
  });

  test('that were never set can be taken away', () => {
    const holds = new Holds(['no-link']);
    holds.set('no-space', false);
    expect(holds.first).toBe('no-link');
  });
});
