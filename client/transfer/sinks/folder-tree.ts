import { type FolderNames, topOf } from './folder-names.ts';

/**
 * The files and folders of one transfer in the folder that the person chose, by their paths in the manifest. Folders
 * are looked up once.
 */
export class FolderTree {
  readonly #root: FileSystemDirectoryHandle;
  readonly #names: FolderNames;
  readonly #folders = new Map<string, Promise<FileSystemDirectoryHandle>>();

  constructor(root: FileSystemDirectoryHandle, names: FolderNames) {
    this.#root = root;
    this.#names = names;
  }

  /** Makes the file and its folders if need be. */
  async file(path: string): Promise<FileSystemFileHandle> {
    const [parent, name] = await this.#locate(path);
    return orRenamed(name, (allowed) => parent.getFileHandle(allowed, { create: true }));
  }

  /** Makes the folder and those above it if need be. */
  folder(path: string): Promise<FileSystemDirectoryHandle> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const made = this.#makeFolder(path);
    this.#folders.set(path, made);
    // It may be tried again.
    made.catch(() => this.#folders.delete(path));
    return made;
  }

  /** Removes all that it made. Never rejects. */
  async remove(): Promise<void> {
    await removeNames(this.#root, this.#names);
  }

  async #makeFolder(path: string): Promise<FileSystemDirectoryHandle> {
    const [parent, name] = await this.#locate(path);
    return orRenamed(name, (allowed) => parent.getDirectoryHandle(allowed, { create: true }));
  }

  async #locate(path: string): Promise<[FileSystemDirectoryHandle, string]> {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return [this.#root, this.#names.get(topOf(path)) ?? path];
    return [await this.folder(path.slice(0, slash)), path.slice(slash + 1)];
  }
}

/** Removes the top-level files and folders of a transfer. Never rejects. */
export async function removeNames(root: FileSystemDirectoryHandle, names: FolderNames): Promise<void> {
  const removals = [...names.values()].map((name) =>
    orRenamed(name, (allowed) => root.removeEntry(allowed, { recursive: true })),
  );
  await Promise.allSettled(removals);
}

/** Browsers refuse some names with a `TypeError`, such as `x.lnk` or, on Windows, `con`: those get an underscore. */
async function orRenamed<T>(name: string, use: (allowed: string) => Promise<T>): Promise<T> {
  try {
    return await use(name);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return use(`${name}_`);
  }
}
