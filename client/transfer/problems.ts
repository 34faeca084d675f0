/** Why a transfer failed, each with the sentence that the page shows: what happened, whose side, what to do. */
export type TransferProblem =
  | 'file-unreadable'
  | 'no-space'
  | 'storage-failed'
  | 'link-lost'
  | 'sender-file-unreadable'
  | 'recipient-storage-failed';

const sentences: Readonly<Record<TransferProblem, string>> = {
  'file-unreadable':
    'A file on this device was changed, moved or deleted since it was chosen. Choose it again and send it once more.',
  'no-space': 'This device has no space left for it. Free some space, then ask for the file again.',
  'storage-failed':
    'This browser could not store it. Close private windows or free some space, then ask for the file again.',
  'link-lost': 'The connection to the other side broke. Once you are connected again, send it once more.',
  'sender-file-unreadable': 'The sender could no longer read a file. Ask them to choose it again.',
  'recipient-storage-failed': 'Their browser could not store it. Ask them to free some space, then send it once more.',
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
