import { assertNever } from '../../../shared/assert-never.ts';
import type { PersonState, Recognition } from '../../state/views.ts';

/** A person's state in one or two words. */
export function stateWords(state: PersonState): string {
  switch (state.status) {
    case 'you':
      return 'This browser';
    case 'connecting':
      return 'Connecting…';
    case 'connected':
      return state.relayed ? 'Connected by relay' : 'Connected';
    case 'reconnecting':
      return 'Reconnecting…';
    case 'away':
      return 'Away';
    case 'cannot-connect':
      return 'Cannot connect';
    default:
      return assertNever(state);
  }
}

/** Whether this browser has met theirs, in one or two words. */
export function recognitionWords(recognition: Recognition): string {
  switch (recognition) {
    case 'new':
      return 'new';
    case 'recognised':
      return 'recognised';
    case 'name-of-another':
      return 'other key';
    default:
      return assertNever(recognition);
  }
}
