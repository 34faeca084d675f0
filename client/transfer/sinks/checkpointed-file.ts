import { CHECKPOINT_BYTES_MIN } from '../../../shared/limits.ts';

/**
 * One file that the page was allowed to write to. What is written is in the file only when the browser's stream is
 * closed, and going on then copies all that is there into a new one. So it is closed when what is at risk is at least
 * {@link CHECKPOINT_BYTES_MIN} and as much as what is safe: all the copying stays below twice the size of the file.
 *
 * Calls must not overlap. After a rejection it goes on from {@link committedBytes}.
 */
export class CheckpointedFile {
  readonly #handle: FileSystemFileHandle;
  #stream: FileSystemWritableFileStream | undefined;
  #committedBytes: number;
  #writtenBytes: number;
  /** Whether the file ends where {@link committedBytes} end. */
  #exact: boolean;

  private constructor(handle: FileSystemFileHandle, committedBytes: number, exact: boolean) {
    this.#handle = handle;
    this.#committedBytes = committedBytes;
    this.#writtenBytes = committedBytes;
    this.#exact = exact;
  }

  /** Goes on at `startBytes`, or at the end of the file when it has become shorter. */
  static async open(handle: FileSystemFileHandle, startBytes: number): Promise<CheckpointedFile> {
    if (startBytes === 0) return new CheckpointedFile(handle, 0, false);
    const { size } = await handle.getFile();
    return new CheckpointedFile(handle, Math.min(size, startBytes), size <= startBytes);
  }

  get committedBytes(): number {
    return this.#committedBytes;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#orDrop(async () => {
      this.#stream ??= await this.#openStream();
      await this.#stream.write({ type: 'write', position: this.#writtenBytes, data: bytes });
      this.#writtenBytes += bytes.length;
    });
    const atRisk = this.#writtenBytes - this.#committedBytes;
    if (atRisk >= Math.max(CHECKPOINT_BYTES_MIN, this.#committedBytes)) await this.commit();
  }

  /** Makes all of it durable, and cuts off what an earlier attempt left beyond it. */
  async commit(): Promise<void> {
    if (this.#stream === undefined && this.#exact) return;
    await this.#orDrop(async () => {
      const stream = this.#stream ?? (await this.#openStream());
      await stream.close();
      this.#stream = undefined;
      this.#committedBytes = this.#writtenBytes;
      this.#exact = true;
    });
  }

  /** Forgets what is not committed; the file is as it was. Never rejects. */
  async drop(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    this.#writtenBytes = this.#committedBytes;
    // A stream that has failed cannot be aborted any more.
    await stream?.abort().catch(() => undefined);
  }

  async #openStream(): Promise<FileSystemWritableFileStream> {
    if (this.#committedBytes === 0) return this.#handle.createWritable();
    const stream = await this.#handle.createWritable({ keepExistingData: true });
    if (!this.#exact) await stream.truncate(this.#committedBytes);
    return stream;
  }

  /** A failed stream is of no more use. */
  async #orDrop(operation: () => Promise<void>): Promise<void> {
    try {
      await operation();
    } catch (cause) {
      await this.drop();
      throw cause;
    }
  }
}
