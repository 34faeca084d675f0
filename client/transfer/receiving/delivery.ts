import { msg, str } from '@lit/localize';
import { formatCount } from '../../languages/numbers.ts';
import type { ManifestEntry } from '../files/manifest.ts';
import { baseName, makeUnique } from '../files/paths.ts';
import { toDownloadName } from '../files/savable-names.ts';
import { storageError } from '../problems.ts';
import type { NamedBlob } from '../sinks/save-download.ts';
import { zip } from './zip.ts';

export interface PackOptions {
  /** How several files arrive. Empty folders alone, which are nothing one by one, always come as a zip. */
  readonly severalFiles: 'zip' | 'one-by-one';
  /** What something of this name is called when it is saved; the page may put the sender's name before it. */
  readonly savedName: (name: string) => string;
  readonly signal?: AbortSignal;
}

/**
 * What is handed to the browser's downloads of a received transfer: a single file as it is, several as one zip or one by
 * one. `whole` holds the bytes of `files`, one after the other. Rejects with `TransferError` when they cannot be read or
 * kept, or with the signal's reason.
 */
export async function packFiles(
  whole: Blob,
  files: readonly ManifestEntry[],
  emptyFolders: readonly string[],
  { severalFiles, savedName, signal }: PackOptions,
): Promise<readonly NamedBlob[]> {
  const nameOf = (name: string) => toDownloadName(savedName(name));
  const isSingle = files.length === 1 && emptyFolders.length === 0;
  if (isSingle || (severalFiles === 'one-by-one' && files.length > 0)) {
    const names = makeUnique(files.map(({ path }) => nameOf(baseName(path))));
    return cutFiles(whole, files).map((blob, at) => ({ name: names[at] ?? 'file', blob }));
  }
  const paths = [...files.map(({ path }) => path), ...emptyFolders];
  return [{ name: nameOf(zipName(paths)), blob: await zipOrFail(whole, files, emptyFolders, signal) }];
}

async function zipOrFail(
  whole: Blob,
  files: readonly ManifestEntry[],
  emptyFolders: readonly string[],
  signal?: AbortSignal,
): Promise<Blob> {
  try {
    return await zip(whole, { files, emptyFolders }, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw storageError(cause);
  }
}

/** The files out of the blob that holds them one after the other. They are offered as bytes, never as documents. */
function cutFiles(whole: Blob, files: readonly ManifestEntry[]): Blob[] {
  let offset = 0;
  return files.map(({ size }) => {
    offset += size;
    return whole.slice(offset - size, offset, 'application/octet-stream');
  });
}

/** After the folder that everything is in, or else after the first of all; such as `a.txt and 2 more.zip`. */
export function zipName(paths: readonly string[]): string {
  const tops = new Set(paths.map((path) => path.split('/', 1)[0] ?? ''));
  const [first = 'files'] = tops;
  return tops.size === 1 ? `${first}.zip` : `${msg(str`${first} and ${formatCount(tops.size - 1)} more`)}.zip`;
}
