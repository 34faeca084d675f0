import type { TransferId } from '../../shared/ids.ts';
import type { ControlMessage } from '../../shared/peer-protocol.ts';

export type TransferMessage = Extract<ControlMessage, { readonly transfer: TransferId }> | TransferWanted;
type TransferWanted = Extract<ControlMessage, { type: 'transfer-wanted' }>;

export const isTransferMessage = (message: ControlMessage): message is TransferMessage =>
  'transfer' in message || message.type === 'transfer-wanted';
