import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What stands under one path; a folder's path ends in a slash. */
export interface Leaf {
  readonly size: number;
  readonly sha256: string;
  /** In ms since 1970. */
  readonly modified: number;
}

/** Files and empty folders by their path. */
export type Tree = Map<string, Leaf>;

/** Writes a file, with its folders; `changedAt` is what its date will say. */
export async function putFile(folder: string, path: string, bytes: Uint8Array, changedAt: Date): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  await utimes(file, changedAt, changedAt);
}

/** The files of a folder on disk, by their paths from the folder's own name on, as a browser names them. */
export async function readTree(folder: string): Promise<Tree> {
  const tree: Tree = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tree.set(relative(dirname(folder), path), { size: bytes.length, sha256, modified: (await stat(path)).mtimeMs });
  }
  return tree;
}

/** By their paths: zips and file systems have orders of their own. */
export const sorted = (tree: Tree): [path: string, leaf: Leaf][] => [...tree].sort(([a], [b]) => (a < b ? -1 : 1));
