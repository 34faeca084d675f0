import { FOLDER_FILES_AT_ONCE } from '../../../shared/limits.ts';
import type { Chunks } from '../files/chunks.ts';
import { type FileSpan, fileSpans, firstIncomplete } from './file-spans.ts';
import { chooseFolderNames, type FolderNameStore, topOf } from './folder-names.ts';
import { FolderTree } from './folder-tree.ts';
import { FolderWriter } from './folder-writer.ts';
import type { Sink, SinkRequest } from './sink.ts';
import { Slots } from './slots.ts';
import { asTransferError } from './write-queue.ts';

/**
 * Writes files and folders into a folder that the person chose (File System Access). Nothing that was there before is
 * overwritten: what has the same name gets another one, which is kept for a resume.
 */
export class FolderSink implements Sink {
  readonly #request: SinkRequest;
  readonly #tree: FolderTree;
  readonly #names: FolderNameStore;
  readonly #spans: readonly FileSpan[];
  #writer: FolderWriter;
  #status: 'open' | 'closed' | 'finished' = 'open';

  private constructor(request: SinkRequest, tree: FolderTree, names: FolderNameStore, startBytes: number) {
    this.#request = request;
    this.#tree = tree;
    this.#names = names;
    this.#spans = fileSpans(request.files);
    this.#writer = new FolderWriter(tree, this.#spans, startBytes);
  }

  static async open(
    root: FileSystemDirectoryHandle,
    request: SinkRequest,
    names: FolderNameStore,
  ): Promise<FolderSink> {
    try {
      const known = await names.load(request.transfer);
      if (known === undefined) return new FolderSink(request, await beginTree(root, request, names), names, 0);
      const tree = new FolderTree(root, known);
      return new FolderSink(request, tree, names, await startThatIsThere(tree, request));
    } catch (cause) {
      throw asTransferError(cause);
    }
  }

  get durableBytes(): number {
    return this.#writer.durableBytes;
  }

  write(chunks: Chunks): Promise<void> {
    return this.#orRenew((writer) => writer.write(chunks));
  }

  flush(): Promise<void> {
    return this.#orRenew((writer) => writer.flush());
  }

  async finish(): Promise<undefined> {
    await this.#orRenew((writer) => writer.finish());
    await makeFolders(this.#tree, this.#request.emptyFolders);
    this.#status = 'finished';
    // They are of no more use; what stays is swept.
    await this.#names.delete(this.#request.transfer).catch(() => undefined);
  }

  /** Commits what was written, so that a pause or a lost link costs nothing. */
  async close(): Promise<void> {
    if (this.#status === 'open') this.#status = 'closed';
    // What cannot be committed is asked for again.
    await this.#writer.flush().catch(() => undefined);
    await this.#writer.stop();
  }

  async abort(): Promise<void> {
    if (this.#status === 'finished') return;
    this.#status = 'closed';
    await this.#writer.stop();
    await this.#tree.remove();
    await this.#names.delete(this.#request.transfer).catch(() => undefined);
  }

  /** After a failure a new writer goes on where the failed one is durable, before anybody hears of the failure. */
  async #orRenew(use: (writer: FolderWriter) => Promise<void>): Promise<void> {
    const writer = this.#writer;
    try {
      await use(writer);
    } catch (cause) {
      await writer.stop();
      if (this.#writer === writer && this.#status === 'open') {
        this.#writer = new FolderWriter(this.#tree, this.#spans, writer.durableBytes);
      }
      throw cause;
    }
  }
}

/** Chooses the names and takes them at once, so that another transfer into the same folder chooses others. */
async function beginTree(root: FileSystemDirectoryHandle, request: SinkRequest, names: FolderNameStore) {
  const existing: string[] = [];
  for await (const name of root.keys()) existing.push(name);
  const files = request.files.map(({ path }) => path);
  const chosen = chooseFolderNames([...files, ...request.emptyFolders], existing, request.savedName);
  const tree = new FolderTree(root, chosen);
  await names.save(request.transfer, chosen);
  const topFiles = files.filter((path) => path === topOf(path));
  const isTopFile = new Set(topFiles);
  await makeFolders(
    tree,
    [...chosen.keys()].filter((top) => !isTopFile.has(top)),
  );
  await atOnce(topFiles, (path) => tree.file(path));
  return tree;
}

/** Where to go on: earlier than asked for when the person cut the file there. */
async function startThatIsThere(tree: FolderTree, { files, startBytes }: SinkRequest): Promise<number> {
  const spans = fileSpans(files);
  const span = spans[firstIncomplete(spans, startBytes)];
  if (span === undefined || span.startBytes === startBytes) return startBytes;
  const { size } = await (await tree.file(span.path)).getFile();
  return Math.min(startBytes, span.startBytes + size);
}

const makeFolders = (tree: FolderTree, paths: readonly string[]) => atOnce(paths, (path) => tree.folder(path));

async function atOnce<T>(items: readonly T[], use: (item: T) => Promise<unknown>): Promise<void> {
  const slots = new Slots(FOLDER_FILES_AT_ONCE);
  await Promise.all(items.map((item) => slots.run(() => use(item))));
}
