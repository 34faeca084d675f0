import { TRANSFER_FILES_MAX } from '../../../shared/limits.ts';
import { type CarriedItem, chosenFile, isFolder } from './carried-files.ts';
import type { ChosenFile, ChosenFiles } from './chosen.ts';

/** What was found in a drop or a paste. */
export interface Findings {
  readonly chosen: ChosenFiles;
  /** Paths that the browser could not read, and that are missing in `chosen`. */
  readonly unreadable: readonly string[];
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Hears how much was found so far. */
  readonly counted: (count: number) => void;
}

/**
 * All files that items carry, with those in folders and their folders. Stops soon after finding more than can be sent.
 * Rejects with the signal's reason, and for nothing else.
 */
export async function readCarried(items: readonly CarriedItem[], options: ReadOptions): Promise<Findings> {
  const reader = new CarriedReader(options);
  for (const item of items) {
    if (item.type === 'file') reader.add(await chosenFile(item));
    else await reader.readFolder(item.folder, item.folder.name);
  }
  return reader.findings;
}

class CarriedReader {
  readonly #options: ReadOptions;
  readonly #files: ChosenFile[] = [];
  readonly #emptyFolders: string[] = [];
  readonly #unreadable: string[] = [];

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  get findings(): Findings {
    return { chosen: { files: this.#files, emptyFolders: this.#emptyFolders }, unreadable: this.#unreadable };
  }

  add(...files: readonly ChosenFile[]): void {
    this.#files.push(...files);
  }

  async readFolder(folder: FileSystemDirectoryEntry, path: string): Promise<void> {
    const entries = await this.#entriesOf(folder, path);
    if (entries?.length === 0) this.#emptyFolders.push(path);
    for (const entry of entries ?? []) {
      if (this.#isFull) return;
      if (isFolder(entry)) await this.readFolder(entry, `${path}/${entry.name}`);
    }
  }

  /** What is in a folder; its files are added at once. Undefined when it cannot be read. */
  async #entriesOf(folder: FileSystemDirectoryEntry, path: string): Promise<readonly FileSystemEntry[] | undefined> {
    const reader = folder.createReader();
    const entries: FileSystemEntry[] = [];
    while (!this.#isFull) {
      const some = await readSome(reader);
      this.#options.signal.throwIfAborted();
      if (some === undefined) {
        this.#unreadable.push(path);
        return entries.length === 0 ? undefined : entries;
      }
      if (some.length === 0) return entries;
      entries.push(...some);
      await this.#addFiles(some.filter(isFile), path);
    }
    return entries;
  }

  async #addFiles(entries: readonly FileSystemFileEntry[], folder: string): Promise<void> {
    const files = await Promise.all(entries.map(fileOf));
    this.#options.signal.throwIfAborted();
    for (const [at, { name }] of entries.entries()) {
      const file = files[at];
      if (file === undefined) this.#unreadable.push(`${folder}/${name}`);
      else this.add({ path: `${folder}/${name}`, file });
    }
    this.#options.counted(this.#count);
  }

  get #count(): number {
    return this.#files.length + this.#emptyFolders.length;
  }

  get #isFull(): boolean {
    return this.#count > TRANSFER_FILES_MAX;
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** The next entries of a folder: browsers answer with at most 100, and with none at the end. */
const readSome = (reader: FileSystemDirectoryReader) =>
  new Promise<readonly FileSystemEntry[] | undefined>((resolve) => {
    reader.readEntries(resolve, () => resolve(undefined));
  });

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File | undefined>((resolve) => {
    entry.file(resolve, () => resolve(undefined));
  });
