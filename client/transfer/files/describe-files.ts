import { TRANSFER_BYTES_MAX, TRANSFER_FILES_MAX } from '../../../shared/limits.ts';
import { Turns } from '../../turns.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { type Manifest, type ManifestEntry, totalBytesOf } from './manifest.ts';
import { parentOf, toSafePath, UniqueNames } from './paths.ts';
import { SourceError, type SourceProblem } from './source-error.ts';

/** What can be told without looking at a file: why these cannot be offered together; undefined when they can. */
export function countProblem({ files, emptyFolders }: ChosenFiles): SourceProblem | undefined {
  const count = files.length + emptyFolders.length;
  if (count === 0) return 'no-files';
  return count > TRANSFER_FILES_MAX ? 'too-many-files' : undefined;
}

/**
 * The manifest of chosen files, as every receiver accepts it. Rejects with {@link SourceError} when they cannot be
 * offered together, or with the signal's reason.
 */
export async function describeFiles(chosen: ChosenFiles, signal?: AbortSignal): Promise<Manifest> {
  const problem = countProblem(chosen);
  if (problem !== undefined) throw new SourceError(problem);
  const turns = new Turns(signal);
  const paths = await uniquePaths(chosen, turns);
  const files: ManifestEntry[] = [];
  for (const { file } of chosen.files) {
    // The first look at a file from a picker takes the browser a tenth of a millisecond, and the page waits for it.
    files.push(describeFile(file, paths.files[files.length] ?? ''));
    if (turns.isOver) await turns.next();
  }
  if (totalBytesOf({ files }) > TRANSFER_BYTES_MAX) throw new SourceError('too-large');
  return { files, emptyFolders: paths.emptyFolders };
}

export const describeFile = ({ size, type, lastModified }: File, path: string): ManifestEntry => ({
  path,
  size,
  type: /^[\x20-\x7e]{0,255}$/.test(type) ? type : '',
  modified: Math.max(0, Math.floor(lastModified)),
});

/** Safe paths, each for one thing only: where two meet, files give way, by a number in their name. */
async function uniquePaths(
  chosen: ChosenFiles,
  turns: Turns,
): Promise<{ readonly files: readonly string[]; readonly emptyFolders: readonly string[] }> {
  const safePath = async (path: string) => {
    if (turns.isOver) await turns.next();
    return toSafePath(path);
  };
  const paths: string[] = [];
  for (const { path } of chosen.files) paths.push(await safePath(path));
  const emptyPaths: string[] = [];
  for (const path of chosen.emptyFolders) emptyPaths.push(await safePath(path));
  const folders = new Set<string>();
  for (const path of [...paths, ...emptyPaths]) {
    addParents(path, folders);
    if (turns.isOver) await turns.next();
  }
  const emptyFolders = [...new Set(emptyPaths)].filter((path) => !folders.has(path));
  const unique = new UniqueNames(new Set([...folders, ...emptyFolders]));
  const files: string[] = [];
  for (const path of paths) {
    files.push(unique.take(path));
    if (turns.isOver) await turns.next();
  }
  return { files, emptyFolders };
}

function addParents(path: string, folders: Set<string>): void {
  for (let parent = parentOf(path); parent !== '' && !folders.has(parent); parent = parentOf(parent)) {
    folders.add(parent);
  }
}
