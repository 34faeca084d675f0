import { FOLDER_FILES_AT_ONCE } from '../../../shared/limits.ts';
import { type Chunks, joinChunks, lengthOf, sliceChunks } from '../files/chunks.ts';
import { TransferError } from '../problems.ts';
import { type FileSpan, firstIncomplete } from './file-spans.ts';
import { FolderFile } from './folder-file.ts';
import type { FolderTree } from './folder-tree.ts';
import { Slots } from './slots.ts';
import { asTransferError } from './write-queue.ts';

/**
 * Writes the bytes of a transfer into its files, several files at once, until the first failure. Bytes come in order, so
 * all files but the last one that was begun have all of theirs, and every slot comes free again.
 */
export class FolderWriter {
  readonly #tree: FolderTree;
  readonly #spans: readonly FileSpan[];
  readonly #slots = new Slots(FOLDER_FILES_AT_ONCE);
  /** Begun and not complete, in the order of their bytes. */
  readonly #begun = new Set<FolderFile>();
  #nextSpan: number;
  #takenBytes: number;
  /** The file that the next bytes belong to, once it is begun. */
  #current: FolderFile | undefined;
  #error: TransferError | undefined;

  constructor(tree: FolderTree, spans: readonly FileSpan[], startBytes: number) {
    this.#tree = tree;
    this.#spans = spans;
    this.#takenBytes = startBytes;
    this.#nextSpan = firstIncomplete(spans, startBytes);
  }

  /** Where the first file ends that is not complete. */
  get durableBytes(): number {
    const [first] = this.#begun;
    return first === undefined ? this.#takenBytes : first.durableBytes;
  }

  /** Resolves when it is written, and committed where it completes a file. */
  write(chunks: Chunks): Promise<void> {
    return this.#error === undefined ? this.#all(this.#parts(chunks)) : Promise.reject(this.#error);
  }

  /** Hands each file its part. */
  #parts(chunks: Chunks): Promise<void>[] {
    const length = lengthOf(chunks);
    const parts: Promise<void>[] = [];
    for (let at = 0; at < length; ) {
      const span = this.#spanOfNextBytes(parts);
      if (span === undefined) return [...parts, Promise.reject(new Error('there are more bytes than the files have'))];
      const part = joinChunks(sliceChunks(chunks, at, at + span.endBytes - this.#takenBytes));
      this.#current ??= this.#begin(span);
      this.#takenBytes += part.length;
      at += part.length;
      parts.push(this.#current.write(part));
      if (this.#takenBytes === span.endBytes) parts.push(this.#complete(this.#current));
    }
    return parts;
  }

  /** Makes everything durable. */
  flush(): Promise<void> {
    return this.#all([...this.#begun].map((file) => file.commit()));
  }

  /** After the last write: all files are there. */
  async finish(): Promise<void> {
    const empty: Promise<void>[] = [];
    this.#spanOfNextBytes(empty);
    await this.#all(empty);
    await this.flush();
  }

  /** Writes nothing any more, and drops what is not durable. Never rejects. */
  async stop(): Promise<void> {
    this.#error ??= new TransferError('storage-failed');
    this.#slots.close(this.#error);
    await Promise.all([...this.#begun].map((file) => file.stop()));
  }

  /** Makes the empty files on the way. */
  #spanOfNextBytes(parts: Promise<void>[]): FileSpan | undefined {
    for (;;) {
      const span = this.#spans[this.#nextSpan];
      if (span === undefined || span.endBytes > span.startBytes) return span;
      parts.push(this.#complete(this.#begin(span)));
    }
  }

  #begin(span: FileSpan): FolderFile {
    const file = new FolderFile(this.#tree, this.#slots, span, this.#takenBytes);
    this.#begun.add(file);
    return file;
  }

  async #complete(file: FolderFile): Promise<void> {
    this.#current = undefined;
    this.#nextSpan += 1;
    await file.complete();
    this.#begun.delete(file);
  }

  /** Fails as soon as one has failed, also an earlier one: what lies behind a gap is not kept. */
  async #all(parts: readonly Promise<void>[]): Promise<void> {
    try {
      await Promise.all(parts);
    } catch (cause) {
      this.#error ??= asTransferError(cause);
    }
    if (this.#error !== undefined) throw this.#error;
  }
}
