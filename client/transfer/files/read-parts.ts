import { joinBytes } from './join-bytes.ts';

/** Parts that are read as one: the browser opens them one after the other, so several such reads run at once. */
const PARTS_PER_READ = 32;

/**
 * The bytes of all parts, one after the other, in a buffer of their own. In Chromium, 10,000 files of 1 to 10 kB on a disk
 * take 1.3 s in this way, 2 s with one read for all parts of a piece or one for each, 5 s one file after the other.
 */
export async function readParts(parts: readonly Blob[]): Promise<Uint8Array<ArrayBuffer>> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return readBlob(first);
  const reads: Promise<Uint8Array<ArrayBuffer>>[] = [];
  for (let at = 0; at < parts.length; at += PARTS_PER_READ) {
    reads.push(readBlob(new Blob(parts.slice(at, at + PARTS_PER_READ))));
  }
  return joinBytes(await Promise.all(reads));
}

const readBlob = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
