import { assertNever } from '../../shared/assert-never.ts';

/** How a transfer stands, as both ends show it. */

/** Where accepted files go, and why there. */
export interface Destination {
  readonly place: string;
  readonly reason: string;
}

export interface Progress {
  readonly bytes: number;
  /** Undefined until enough has moved to tell. */
  readonly bytesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

export interface SavedFile {
  readonly name: string;
  readonly bytes: number;
}

/** One offer at its receiver. */
export type IncomingState =
  | { readonly status: 'offered'; readonly destination: Destination }
  | { readonly status: 'preparing' }
  | { readonly status: 'receiving'; readonly progress: Progress }
  | { readonly status: 'saving' }
  | { readonly status: 'saved'; readonly files: readonly SavedFile[]; readonly canSaveAgain: boolean }
  | { readonly status: 'declined' }
  | { readonly status: 'cancelled'; readonly by: 'you' | 'sender' }
  | { readonly status: 'failed'; readonly problem: string };

/** One recipient of an offer at its sender. */
export type RecipientState =
  | { readonly status: 'waiting' }
  | { readonly status: 'sending'; readonly progress: Progress }
  | { readonly status: 'saved' }
  | { readonly status: 'declined' }
  | { readonly status: 'cancelled'; readonly by: 'you' | 'recipient' }
  | { readonly status: 'failed'; readonly problem: string };

/** Whether nothing more will happen to it. */
export function hasEnded({ status }: IncomingState | RecipientState): boolean {
  switch (status) {
    case 'offered':
    case 'waiting':
    case 'preparing':
    case 'receiving':
    case 'sending':
    case 'saving':
      return false;
    case 'saved':
    case 'declined':
    case 'cancelled':
    case 'failed':
      return true;
    default:
      return assertNever(status);
  }
}
