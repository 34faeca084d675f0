import { msg, str } from '@lit/localize';
import { assertNever } from '../../../shared/assert-never.ts';
import type { TransferView } from '../../state/views.ts';
import { formatList, formatShare } from '../format.ts';

/** With whom an unfinished transfer goes on, such as "From Ann" or "To Ben and Cleo". */
export function withWhom(transfer: TransferView): string {
  switch (transfer.direction) {
    case 'incoming':
      return msg(str`From ${transfer.sender}`);
    case 'outgoing':
      return msg(str`To ${formatList(transfer.recipients.map(({ name }) => name))}`);
    default:
      return assertNever(transfer);
  }
}

/** How much of an unfinished transfer is kept, such as "512 MB of 1 GB kept"; for all of its recipients together. */
export function howMuchKept(transfer: TransferView): string {
  switch (transfer.direction) {
    case 'incoming': {
      const { state } = transfer;
      return state.status === 'held' ? msg(str`${formatShare(state.savedBytes, state.totalBytes)} kept`) : '';
    }
    case 'outgoing': {
      const held = transfer.recipients.flatMap(({ state }) => (state.status === 'held' ? [state] : []));
      const sent = held.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
      const total = held.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
      return sent === 0 ? '' : msg(str`${formatShare(sent, total)} kept there`);
    }
    default:
      return assertNever(transfer);
  }
}
