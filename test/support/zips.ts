import { createHash } from 'node:crypto';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { Tree } from './folders.ts';

/** What a zip holds, as an unpacking program sees it: sizes and names are checked on the way. */
export async function readZip(path: string): Promise<Tree> {
  const zip = await openPromise(path);
  const tree: Tree = new Map();
  for await (const entry of zip.eachEntry()) {
    if (tree.has(entry.fileName)) throw new Error(`${entry.fileName} is in the zip twice`);
    const content = await contentOf(zip, entry);
    tree.set(entry.fileName, { ...content, modified: entry.getLastModDate().getTime() });
  }
  return tree;
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  if (entry.uncompressedSize > 0) for await (const chunk of await zip.openReadStreamPromise(entry)) hash.update(chunk);
  return { size: entry.uncompressedSize, sha256: hash.digest('hex') };
}
