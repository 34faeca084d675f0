import { msg } from '@lit/localize';
import { assertNever } from '../../../shared/assert-never.ts';
import type { PersonState, Recognition } from '../../state/views.ts';

/** A person's state in one or two words. */
export function stateWords(state: PersonState): string {
  switch (state.status) {
    case 'you':
      return msg('This browser');
    case 'connecting':
      return msg('Connecting…');
    case 'connected':
      return state.relayed ? msg('Connected by relay') : msg('Connected');
    case 'reconnecting':
      return msg('Reconnecting…');
    case 'away':
      return msg('Away');
    case 'cannot-connect':
      return msg('Cannot connect');
    default:
      return assertNever(state);
  }
}

/** Whether this browser has met theirs, in one or two words. */
export function recognitionWords(recognition: Recognition): string {
  switch (recognition) {
    case 'new':
      return msg('new');
    case 'recognised':
      return msg('recognised');
    case 'name-of-another':
      return msg('other key');
    default:
      return assertNever(recognition);
  }
}
