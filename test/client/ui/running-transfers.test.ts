import { describe, expect, test } from 'vitest';
import type { TransferView } from '../../../client/state/views.ts';
import { isUnfinished, percentOfAll, someTransferRuns } from '../../../client/ui/running-transfers.ts';
import { incomingView, outgoingView, progressOf } from '../../support/fake-views.ts';

const board = (...views: readonly TransferView[]) => Object.fromEntries(views.map((view) => [view.id, view]));
const held = { status: 'held', hold: 'no-link', totalBytes: 1_000_000_000 } as const;

const receiving = incomingView({ status: 'receiving', progress: progressOf(500_000_000) });
const heldIncoming = incomingView({ ...held, savedBytes: 1, outlivesPage: true });
const heldOutgoing = outgoingView([{ ...held, sentBytes: 1 }]);
const sending = outgoingView([{ status: 'saved' }, { status: 'sending', progress: progressOf(0) }]);

describe('leaving', () => {
  test.each([receiving, incomingView({ status: 'preparing' }), incomingView({ status: 'saving' }), sending])(
    'would cut off what runs: %j',
    (view) => {
      expect(someTransferRuns(board(view))).toBe(true);
    },
  );

  test.each([
    incomingView({ status: 'declined' }),
    incomingView({ status: 'saved', files: [], canSaveAgain: false }),
    outgoingView([{ status: 'waiting' }]),
    heldIncoming,
    heldOutgoing,
  ])('cuts off nothing that waits or has ended: %j', (view) => {
    expect(someTransferRuns(board(view))).toBe(false);
  });
});

test('leaving would lose what is held in memory only', () => {
  const inMemory = incomingView({ ...held, savedBytes: 1, outlivesPage: false });
  expect(someTransferRuns(board(inMemory))).toBe(true);
});

describe('unfinished', () => {
  test('is what is held, and what waits for its files', () => {
    expect(isUnfinished(heldIncoming)).toBe(true);
    expect(isUnfinished(heldOutgoing)).toBe(true);
    expect(isUnfinished(outgoingView([{ status: 'waiting' }], 'Choose them again.'))).toBe(true);
  });

  test('is neither what runs nor what has ended', () => {
    expect(isUnfinished(receiving)).toBe(false);
    expect(isUnfinished(incomingView({ status: 'cancelled', by: 'you' }))).toBe(false);
    expect(isUnfinished(outgoingView([{ status: 'saved' }]))).toBe(false);
  });
});

describe('the progress of everything', () => {
  test('counts what moves, whichever way', () => {
    expect(percentOfAll(board(receiving))).toBe(50);
    expect(percentOfAll(board(receiving, sending))).toBe(25);
  });

  test('is not told when nothing moves', () => {
    expect(percentOfAll(board(heldIncoming, heldOutgoing))).toBeUndefined();
  });
});
