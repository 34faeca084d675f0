import { msg } from '@lit/localize';
import type { IconNode } from 'lucide';
import { Download, Pause, Play, Trash2, X } from 'lucide';
import type { Hold, IncomingState, OutgoingView } from '../../state/views.ts';
import { isOpen } from '../running-transfers.ts';

/** One button of a card: what it says and what it asks for. */
export interface CardAction {
  readonly label: string;
  readonly icon: IconNode;
  readonly type: 'pause-transfer' | 'resume-transfer' | 'cancel-transfer' | 'save-again';
  /** Whether it is the one next step. */
  readonly isPrimary?: boolean;
}

const pause = (): CardAction => ({ label: msg('Pause'), icon: Pause, type: 'pause-transfer' });
const resume = (): CardAction => ({ label: msg('Resume'), icon: Play, type: 'resume-transfer' });
const cancel = (): CardAction => ({ label: msg('Cancel'), icon: X, type: 'cancel-transfer' });
const discard = (): CardAction => ({ label: msg('Discard'), icon: Trash2, type: 'cancel-transfer' });
const saveAgain = (): CardAction => ({ label: msg('Save again'), icon: Download, type: 'save-again' });

/** Somebody's wish, not an interruption. */
export const isPause = (hold: Hold): boolean => hold === 'paused-by-you' || hold === 'paused-by-other';

/** What the receiver can do. An offer has its own buttons. */
export function incomingActions(state: IncomingState): readonly CardAction[] {
  switch (state.status) {
    // The same as soon as it moves: no button changes under a finger.
    case 'preparing':
    case 'receiving':
      return [pause(), cancel()];
    case 'held':
      return [...resumeOf(state.hold), isPause(state.hold) ? cancel() : discard()];
    case 'saved':
      return state.canSaveAgain ? [saveAgain()] : [];
    default:
      return [];
  }
}

/** It is no use where the other side must act first, and seldom needed where they are only away. */
const resumeOf = (hold: Hold): readonly CardAction[] =>
  hold === 'paused-by-other' || hold === 'no-files' ? [] : [{ ...resume(), isPrimary: hold !== 'no-link' }];

/** What the sender can do with the transfer as a whole. Choosing the files again has its own button. */
export function outgoingActions({ recipients, filesProblem, filesAtHand }: OutgoingView): readonly CardAction[] {
  const states = recipients.map(({ state }) => state);
  if (!states.some(isOpen)) return [];
  if (filesAtHand === true) return [{ ...resume(), isPrimary: true }, cancel()];
  if (filesProblem !== undefined) return [cancel()];
  if (states.some((state) => state.status === 'held' && isHeldHere(state.hold)))
    return [{ ...resume(), isPrimary: true }, cancel()];
  return states.some(({ status }) => status === 'sending') ? [pause(), cancel()] : [cancel()];
}

/** Whether the sender's own click lets it go on. */
const isHeldHere = (hold: Hold): boolean => hold === 'paused-by-you' || hold === 'other-tab';
