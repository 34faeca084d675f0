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

const sentences: Readonly<Record<TransferProblem, string>> = {
  'file-unreadable':
    'A file on this device was changed, moved or deleted since it was chosen. Choose the same files again to go on.',
  'files-forgotten':
    'This page was loaded again, and browsers forget which files a page may read. Choose the same files again to go on.',
  'files-not-allowed':
    'This page was loaded again, and must be allowed to read the files once more. Resume, and allow it.',
  'other-files': 'These are not the files that were offered. Choose the same ones, by the same names, to go on.',
  'files-changed':
    'These files have changed since they were offered, so they cannot go on from where they were. Send them as a new offer.',
  'no-space': 'This device has no space left for it. What came is kept: free some space, then resume.',
  'storage-failed':
    'This browser could not store it. What came is kept: close private windows or free some space, then resume.',
  'other-tab':
    'Another tab of this browser receives these files already. Look there, or close it and ask for them again.',
  'link-lost': 'The connection to the other side broke. Once you are connected again, it can be sent once more.',
};

export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly problem: TransferProblem;

  constructor(problem: TransferProblem, options?: ErrorOptions) {
    super(sentences[problem], options);
    this.problem = problem;
  }
}

/** Tells a full disk from other trouble with storage. */
export function storageError(cause: unknown): TransferError {
  const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new TransferError(full ? 'no-space' : 'storage-failed', { cause });
}
