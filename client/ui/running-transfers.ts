import { assertNever } from '../../shared/assert-never.ts';
import type { IncomingState, RecipientState, TransferView } from '../state/views.ts';
import { percentOf } from './format.ts';

type Transfers = Readonly<Record<string, TransferView>>;

/** Whether the device works on it now. */
function isMoving(state: IncomingState | RecipientState): boolean {
  switch (state.status) {
    case 'preparing':
    case 'receiving':
    case 'sending':
    case 'saving':
      return true;
    case 'held':
    case 'offered':
    case 'waiting':
    case 'saved':
    case 'declined':
    case 'cancelled':
    case 'failed':
      return false;
    default:
      return assertNever(state);
  }
}

/** Whether it would be lost, or cut off, without this page. */
const isRunning = (state: IncomingState | RecipientState): boolean =>
  isMoving(state) || (state.status === 'held' && 'outlivesPage' in state && !state.outlivesPage);

const statesOf = (transfer: TransferView): readonly (IncomingState | RecipientState)[] =>
  transfer.direction === 'incoming' ? [transfer.state] : transfer.recipients.map(({ state }) => state);

/** Whether leaving now would cut a transfer off. */
export const someTransferRuns = (transfers: Transfers): boolean =>
  Object.values(transfers).flatMap(statesOf).some(isRunning);

/** Whether a transfer makes progress now. */
export const someTransferMoves = (transfers: Transfers): boolean =>
  Object.values(transfers).flatMap(statesOf).some(isMoving);

/** Whether a recipient still waits for the files, gets them now, or will when they go on. */
export const isOpen = ({ status }: RecipientState): boolean =>
  status === 'waiting' || status === 'sending' || status === 'held';

/** Whether it was begun, and stands still until somebody goes on with it or discards it. */
export const isUnfinished = (transfer: TransferView): boolean =>
  statesOf(transfer).some(({ status }) => status === 'held') ||
  (transfer.direction === 'outgoing' && transfer.filesProblem !== undefined);

/** How far everything that moves is together, in per cent; undefined when nothing moves. */
export function percentOfAll(transfers: Transfers): number | undefined {
  const moving = Object.values(transfers).flatMap((transfer) =>
    statesOf(transfer).flatMap((state) =>
      'progress' in state ? { bytes: state.progress.bytes, total: state.progress.totalBytes } : [],
    ),
  );
  const sum = (part: 'bytes' | 'total') => moving.reduce((before, { [part]: more }) => before + more, 0);
  return moving.length === 0 ? undefined : percentOf(sum('bytes'), sum('total'));
}
