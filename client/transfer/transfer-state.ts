import { assertNever } from '../../shared/assert-never.ts';

/** How a transfer stands, as both ends show it. */

/** Where accepted files go, and why there. */
export interface Destination {
  readonly place: string;
  readonly reason: string;
  /** What could go wrong there, such as too little space; a sentence. */
  readonly warning?: string;
}

export interface Progress {
  readonly bytes: number;
  /** Of the files that are wanted. */
  readonly totalBytes: number;
  /** Undefined until enough has moved to tell. */
  readonly bytesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

/** A picture among the files that an offer names, as far as it is at hand. */
export interface Picture {
  /** Which of the names it is of. */
  readonly index: number;
  /** Small, as its sender's browser made it. */
  readonly thumbnail?: Blob;
  /** The file itself: a raster image, under its true type. */
  readonly whole?: Blob;
}

export interface SavedFile {
  readonly name: string;
  readonly bytes: number;
}

/** Why an accepted transfer does not run. The first one of a transfer's is shown, in this order. */
export const holds = [
  /** Another tab of this browser has it. */
  'other-tab',
  'paused-by-you',
  /** The place that it is saved to must be allowed again, in a click. */
  'no-permission',
  /** The receiving device has no space left. */
  'no-space',
  /** The receiving browser could not store it. */
  'storage-failed',
  /** The other side is not connected. */
  'no-link',
  /** The sender must choose the files again: it was reloaded, or they have changed. */
  'no-files',
  'paused-by-other',
] as const;
export type Hold = (typeof holds)[number];

export interface OfferedFile {
  readonly path: string;
  readonly size: number;
}

/** The files of an offer, which are fetched when somebody wants to see them. */
export type OfferedFiles =
  | { readonly status: 'unlisted' }
  | { readonly status: 'listing' }
  | { readonly status: 'listed'; readonly files: readonly OfferedFile[] };

/** An accepted offer that does not run: `savedBytes` are kept, and it goes on from there. */
export interface HeldIncoming {
  readonly status: 'held';
  readonly hold: Hold;
  readonly savedBytes: number;
  /** Of the files that are wanted. */
  readonly totalBytes: number;
  /** Whether what is kept is still there when the page is loaded again. */
  readonly outlivesPage: boolean;
}

/** An offer that does not run to one recipient, who has `sentBytes` of it. */
export interface HeldOutgoing {
  readonly status: 'held';
  readonly hold: Hold;
  readonly sentBytes: number;
  /** Of the files that are wanted. */
  readonly totalBytes: number;
}

/** One offer at its receiver. */
export type IncomingState =
  | { readonly status: 'offered'; readonly destination: Destination; readonly files: OfferedFiles }
  | { readonly status: 'preparing' }
  | { readonly status: 'receiving'; readonly progress: Progress }
  | HeldIncoming
  | { readonly status: 'saving' }
  | { readonly status: 'saved'; readonly files: readonly SavedFile[]; readonly canSaveAgain: boolean }
  | { readonly status: 'declined' }
  | { readonly status: 'cancelled'; readonly by: 'you' | 'sender' }
  | { readonly status: 'failed'; readonly problem: string };

/** One recipient of an offer at its sender. */
export type RecipientState =
  | { readonly status: 'waiting' }
  | { readonly status: 'sending'; readonly progress: Progress }
  | HeldOutgoing
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
    case 'held':
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
