import type { IncomingState, RecipientState, TransferView } from '../state/views.ts';

const runningIncoming: readonly IncomingState['status'][] = ['preparing', 'receiving', 'saving'];

const isRunning = (transfer: TransferView): boolean =>
  transfer.direction === 'incoming'
    ? runningIncoming.includes(transfer.state.status)
    : transfer.recipients.some(({ state }) => state.status === 'sending');

/** Whether leaving now would cut a transfer off. */
export const someTransferRuns = (transfers: Readonly<Record<string, TransferView>>): boolean =>
  Object.values(transfers).some(isRunning);

/** Whether a recipient still waits for the files, or gets them now. */
export const isOpen = (state: RecipientState): boolean => state.status === 'waiting' || state.status === 'sending';
