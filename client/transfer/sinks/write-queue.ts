import { storageError, TransferError } from '../problems.ts';

/**
 * Runs the operations of one sink one after the other. When one fails, those that wait behind it fail with it, so that
 * nothing is written behind a gap; what comes after they have all failed runs again.
 */
export class WriteQueue {
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  /** Rejects with `TransferError`. */
  run(operation: () => Promise<void>): Promise<void> {
    const result = this.#last.then(() => this.#attempt(operation));
    this.#last = result;
    // The caller hears of it too; here it only ends the failing.
    result.catch(() => {
      if (this.#last === result) this.#last = Promise.resolve();
    });
    return result;
  }

  /** Lets the operation that runs come to its end; those that wait, and those that come, fail. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last.catch(() => undefined);
  }

  async #attempt(operation: () => Promise<void>): Promise<void> {
    if (this.#stopped) throw new TransferError('storage-failed');
    try {
      await operation();
    } catch (cause) {
      throw asTransferError(cause);
    }
  }
}

export const asTransferError = (cause: unknown): TransferError =>
  cause instanceof TransferError ? cause : storageError(cause);
