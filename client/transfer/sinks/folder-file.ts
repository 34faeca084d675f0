import { CheckpointedFile } from './checkpointed-file.ts';
import type { FileSpan } from './file-spans.ts';
import type { FolderTree } from './folder-tree.ts';
import type { Slots } from './slots.ts';
import { WriteQueue } from './write-queue.ts';

/** One file of a folder while it is written. It has a slot from its first operation until it ends. */
export class FolderFile {
  readonly #tree: FolderTree;
  readonly #slots: Slots;
  readonly #span: FileSpan;
  readonly #startBytes: number;
  readonly #queue = new WriteQueue();
  #file: CheckpointedFile | undefined;
  #hasSlot = false;

  /** `startBytes` is where to go on in the stream of the transfer, within the span of the file. */
  constructor(tree: FolderTree, slots: Slots, span: FileSpan, startBytes: number) {
    this.#tree = tree;
    this.#slots = slots;
    this.#span = span;
    this.#startBytes = startBytes;
  }

  /** Up to where in the stream of the transfer it is durable. */
  get durableBytes(): number {
    return this.#file === undefined ? this.#startBytes : this.#span.startBytes + this.#file.committedBytes;
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#queue.run(async () => (await this.#opened()).write(bytes));
  }

  commit(): Promise<void> {
    return this.#queue.run(async () => (await this.#opened()).commit());
  }

  /** Commits all of it and gives the slot to the next. */
  complete(): Promise<void> {
    return this.#queue.run(async () => {
      await (await this.#opened()).commit();
      this.#releaseSlot();
    });
  }

  /** Drops what is not committed. Never rejects. */
  async stop(): Promise<void> {
    await this.#queue.stop();
    await this.#file?.drop();
    this.#releaseSlot();
  }

  async #opened(): Promise<CheckpointedFile> {
    if (this.#file !== undefined) return this.#file;
    if (!this.#hasSlot) await this.#slots.take();
    this.#hasSlot = true;
    const handle = await this.#tree.file(this.#span.path);
    this.#file = await CheckpointedFile.open(handle, this.#startBytes - this.#span.startBytes);
    return this.#file;
  }

  #releaseSlot(): void {
    if (this.#hasSlot) this.#slots.release();
    this.#hasSlot = false;
  }
}
