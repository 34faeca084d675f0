import { describe, expect, test } from 'vitest';
import type { Hold } from '../../../client/state/views.ts';
import { type CardAction, incomingActions, outgoingActions } from '../../../client/ui/cards/card-actions.ts';
import { outgoingView, progressOf } from '../../support/fake-views.ts';

const labels = (actions: readonly CardAction[]) => actions.map(({ label }) => label);

const sending = { status: 'sending', progress: progressOf(1) } as const;
const waiting = { status: 'waiting' } as const;
const saved = { status: 'saved' } as const;
const held = (hold: Hold) => ({ status: 'held', hold, sentBytes: 1, totalBytes: 2 }) as const;

describe('what the receiver can do', () => {
  test('with bytes on their way is to pause or to cancel', () => {
    expect(labels(incomingActions({ status: 'receiving', progress: progressOf(1) }))).toEqual(['Pause', 'Cancel']);
  });

  test('is the same before the first byte, so that no button moves', () => {
    expect(labels(incomingActions({ status: 'preparing' }))).toEqual(['Pause', 'Cancel']);
  });

  test.each([
    ['paused-by-you', ['Resume', 'Cancel']],
    ['paused-by-other', ['Cancel']],
    ['no-permission', ['Resume', 'Discard']],
    ['no-space', ['Resume', 'Discard']],
    ['storage-failed', ['Resume', 'Discard']],
    ['no-link', ['Resume', 'Discard']],
    ['no-files', ['Discard']],
    ['other-tab', ['Resume', 'Discard']],
  ] as const)('when it is held by %s is to %j', (hold, expected) => {
    expect(labels(incomingActions({ status: 'held', hold, savedBytes: 1, totalBytes: 2, outlivesPage: true }))).toEqual(
      expected,
    );
  });

  test('is nothing more once it has ended, but to save again what this browser still has', () => {
    expect(incomingActions({ status: 'cancelled', by: 'you' })).toEqual([]);
    expect(incomingActions({ status: 'saved', files: [], canSaveAgain: false })).toEqual([]);
    expect(labels(incomingActions({ status: 'saved', files: [], canSaveAgain: true }))).toEqual(['Save again']);
  });
});

describe('what the sender can do', () => {
  test('with files that need only be allowed again is to resume', () => {
    const view = { ...outgoingView([held('no-files')], 'Allow it.'), filesAtHand: true } as const;
    expect(labels(outgoingActions(view))).toEqual(['Resume', 'Cancel']);
  });

  test.each([
    ['while somebody gets bytes', [saved, sending], ['Pause', 'Cancel']],
    ['while nobody has answered', [waiting, waiting], ['Cancel']],
    ['after a pause of their own', [held('paused-by-you'), saved], ['Resume', 'Cancel']],
    ['while a recipient is away', [held('no-link')], ['Cancel']],
    ['while a recipient has paused', [held('paused-by-other')], ['Cancel']],
    ['after the end', [saved, { status: 'declined' }], []],
  ] as const)('%s', (_when, states, expected) => {
    expect(labels(outgoingActions(outgoingView(states)))).toEqual(expected);
  });

  test('without the files is to cancel, beside choosing them again', () => {
    expect(labels(outgoingActions(outgoingView([held('no-files')], 'Choose them again.')))).toEqual(['Cancel']);
  });
});
