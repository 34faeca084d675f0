import type { FilePart } from '../pieces/hasher.ts';
import { joinChunks } from './chunks.ts';

/** Parts that are read as one: the browser opens them one after the other, so several such reads run at once. */
const PARTS_PER_READ = 32;

/**
 * The bytes of all parts, one after the other, in a buffer of their own. In Chromium, 10,000 files of 1 to 10 kB on a disk
 * take 1.3 s in this way, 2 s with one read for all parts of a piece or one for each, 5 s one file after the other.
 */
export async function readParts(parts: readonly FilePart[]): Promise<Uint8Array<ArrayBuffer>> {
  const reads: Promise<Uint8Array<ArrayBuffer>>[] = [];
  for (let at = 0; at < parts.length; at += PARTS_PER_READ) {
    reads.push(readBlob(new Blob(parts.slice(at, at + PARTS_PER_READ).map(blobOf))));
  }
  return joinChunks(await Promise.all(reads));
}

/** A slice is one more thing for the browser to keep: small files are read as they are. */
const blobOf = ({ file, start, end }: FilePart): Blob =>
  start === 0 && end === file.size ? file : file.slice(start, end);

const readBlob = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
