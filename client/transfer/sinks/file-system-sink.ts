import { type Chunks, joinChunks } from '../files/chunks.ts';
import { CheckpointedFile } from './checkpointed-file.ts';
import type { Sink } from './sink.ts';
import { asTransferError, WriteQueue } from './write-queue.ts';

/** Writes straight into a file that the person chose (File System Access). */
export class FileSystemSink implements Sink {
  readonly #handle: FileSystemFileHandle;
  readonly #file: CheckpointedFile;
  readonly #queue = new WriteQueue();
  #finished = false;

  private constructor(handle: FileSystemFileHandle, file: CheckpointedFile) {
    this.#handle = handle;
    this.#file = file;
  }

  static async open(handle: FileSystemFileHandle, startBytes: number): Promise<FileSystemSink> {
    try {
      return new FileSystemSink(handle, await CheckpointedFile.open(handle, startBytes));
    } catch (cause) {
      throw asTransferError(cause);
    }
  }

  get durableBytes(): number {
    return this.#file.committedBytes;
  }

  write(chunks: Chunks): Promise<void> {
    return this.#queue.run(() => this.#file.write(joinChunks(chunks)));
  }

  flush(): Promise<void> {
    return this.#queue.run(() => this.#file.commit());
  }

  async finish(): Promise<undefined> {
    await this.flush();
    this.#finished = true;
    await this.#queue.stop();
  }

  /** Commits what was written, so that a pause or a lost link costs nothing. */
  async close(): Promise<void> {
    // What cannot be committed is asked for again.
    await this.flush().catch(() => undefined);
    await this.#queue.stop();
    await this.#file.drop();
  }

  async abort(): Promise<void> {
    if (this.#finished) return;
    await this.#queue.stop();
    await this.#file.drop();
    if (this.#file.committedBytes > 0) await removeFile(this.#handle);
  }
}

/** Removes a file that the person chose, or at least empties it where the browser can only write. Never rejects. */
export async function removeFile(handle: FileSystemFileHandle): Promise<void> {
  try {
    if ('remove' in handle) await (handle as RemovableHandle).remove();
    else await (await handle.createWritable()).close();
  } catch {
    // It is gone already, or may not be touched any more: either way there is nothing left to do.
    return;
  }
}

/** Chromium's; not yet in the types (https://github.com/whatwg/fs/blob/main/proposals/Remove.md). */
interface RemovableHandle extends FileSystemFileHandle {
  remove(): Promise<void>;
}
