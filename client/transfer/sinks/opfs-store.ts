import * as v from 'valibot';
import { type TransferId, transferIdSchema } from '../../../shared/ids.ts';

const FOLDER = 'lanline';

/**
 * One file for each transfer, in the browser's own file system (OPFS).
 *
 * A finished file is what the download reads, so it must stay for as long as the page does, and another tab must not
 * sweep it meanwhile: the page holds a lock of its name, which the browser releases when the page is gone. The next
 * sweep then frees it.
 */
export class OpfsStore {
  readonly folderName = FOLDER;
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  /** Rejects where the browser has no such file system, or forbids it. */
  static async open(): Promise<OpfsStore> {
    const root = await navigator.storage.getDirectory();
    return new OpfsStore(await root.getDirectoryHandle(FOLDER, { create: true }));
  }

  /** A handle on what is on disk. It is readable until the file is deleted or written to. */
  async read(transfer: TransferId): Promise<File> {
    const handle = await this.#folder.getFileHandle(transfer);
    return handle.getFile();
  }

  /** Keeps the file from every sweep for as long as this page lives. */
  async holdForPage(transfer: TransferId): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const untilPageEnds = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      navigator.locks.request(lockOf(transfer), { mode: 'shared' }, untilPageEnds).catch(reject);
    });
  }

  /** Rejects while the file is being written to. */
  async delete(transfer: TransferId): Promise<void> {
    try {
      await this.#folder.removeEntry(transfer);
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'NotFoundError')) throw cause;
    }
  }

  /** Frees all transfers but those to keep and those that a page is using. */
  async sweep(keep: ReadonlySet<TransferId>): Promise<void> {
    for await (const name of this.#folder.keys()) {
      const transfer = v.safeParse(transferIdSchema, name);
      if (transfer.success && !keep.has(transfer.output)) await this.#sweepOne(transfer.output);
    }
  }

  async #sweepOne(transfer: TransferId): Promise<void> {
    await navigator.locks.request(lockOf(transfer), { ifAvailable: true }, async (lock) => {
      // A file that is written to cannot be deleted: it belongs to another tab.
      if (lock !== null) await this.delete(transfer).catch(() => undefined);
    });
  }
}

const lockOf = (transfer: TransferId) => `lanline-saved-${transfer}`;
