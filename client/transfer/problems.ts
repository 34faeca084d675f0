import { msg } from '@lit/localize';
import { assertNever } from '../../shared/assert-never.ts';
/** Why a transfer failed, each with the sentence that the page shows: what happened, whose side, what to do. */
export type TransferProblem =
  | 'file-unreadable'
  | 'files-forgotten'
  | 'files-not-allowed'
  | 'other-files'
  | 'files-changed'
  | 'no-space'
  | 'storage-failed'
  | 'other-tab'
  | 'link-lost';

function sentenceOf(problem: TransferProblem): string {
  switch (problem) {
    case 'file-unreadable':
      return msg(
        'A file on this device was changed, moved or deleted since it was chosen. Choose the same files again to go on.',
      );
    case 'files-forgotten':
      return msg(
        'This page was loaded again, and browsers forget which files a page may read. Choose the same files again to go on.',
      );
    case 'files-not-allowed':
      return msg('This page was loaded again, and must be allowed to read the files once more. Resume, and allow it.');
    case 'other-files':
      return msg('These are not the files that were offered. Choose the same ones, by the same names, to go on.');
    case 'files-changed':
      return msg(
        'These files have changed since they were offered, so they cannot go on from where they were. Send them as a new offer.',
      );
    case 'no-space':
      return msg('This device has no space left for it. What came is kept: free some space, then resume.');
    case 'storage-failed':
      return msg(
        'This browser could not store it. What came is kept: close private windows or free some space, then resume.',
      );
    case 'other-tab':
      return msg(
        'Another tab of this browser receives these files already. Look there, or close it and ask for them again.',
      );
    case 'link-lost':
      return msg('The connection to the other side broke. Once you are connected again, it can be sent once more.');
    default:
      return assertNever(problem);
  }
}

export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly problem: TransferProblem;

  constructor(problem: TransferProblem, options?: ErrorOptions) {
    super(sentenceOf(problem), options);
    this.problem = problem;
  }
}

/** Tells a full disk from other trouble with storage. */
export function storageError(cause: unknown): TransferError {
  const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new TransferError(full ? 'no-space' : 'storage-failed', { cause });
}
