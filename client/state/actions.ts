import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { RoomCode } from '../../shared/room-code.ts';
import type { Settings } from './views.ts';

/** Everything a person can ask for. Elements emit these; the session performs them. */
export type Action =
  | { readonly type: 'create-room' }
  | { readonly type: 'join-room'; readonly code: string }
  | { readonly type: 'reopen-room'; readonly code: RoomCode }
  | { readonly type: 'leave-room' }
  | { readonly type: 'change-settings'; readonly changes: Partial<Settings> }
  | { readonly type: 'submit-text'; readonly text: string }
  | { readonly type: 'offer-files'; readonly files: readonly File[]; readonly to: 'everyone' | readonly PeerId[] }
  | { readonly type: 'accept-offer'; readonly transfer: TransferId }
  | { readonly type: 'decline-offer'; readonly transfer: TransferId }
  | { readonly type: 'cancel-transfer'; readonly transfer: TransferId }
  | { readonly type: 'save-again'; readonly transfer: TransferId };
