import { SHARED_FILES_MAX } from '../../shared/limits.ts';

/** Files that another app shares with Lanline: the service worker gets them, and keeps them until a page takes them. */

const CACHE = 'lanline-shared-files';

/** Keeps these instead of any earlier ones. */
export async function keepSharedFiles(caches: CacheStorage, files: readonly File[]): Promise<void> {
  await discardSharedFiles(caches);
  const cache = await caches.open(CACHE);
  for (const [at, file] of files.slice(0, SHARED_FILES_MAX).entries()) {
    // The names are unique and in order; what the file is called is told by a header.
    await cache.put(`/shared/${at}`, new Response(file, { headers: { 'x-file-name': encodeURIComponent(file.name) } }));
  }
}

export async function readSharedFiles(caches: CacheStorage): Promise<readonly File[]> {
  if (!(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const kept = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  return Promise.all(kept.filter((response) => response !== undefined).map(fileOf));
}

/** Files that were read stay readable. */
export async function discardSharedFiles(caches: CacheStorage): Promise<void> {
  await caches.delete(CACHE);
}

async function fileOf(response: Response): Promise<File> {
  const name = decodeURIComponent(response.headers.get('x-file-name') ?? 'file');
  const blob = await response.blob();
  return new File([blob], name, { type: blob.type });
}
