import { Turns } from '../../turns.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { describeFile, describeFiles } from './describe-files.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';
import { baseName } from './paths.ts';
import { SourceError } from './source-error.ts';

/** Why chosen files are not those of an earlier offer, and the first path for which it shows. */
export interface SourceMismatch {
  /** `other-files`: nothing is there under that path. `changed`: the size or the time of change differ. */
  readonly problem: 'other-files' | 'changed';
  readonly path: string;
}

/**
 * The chosen files in the order of an earlier manifest. More may have been chosen than are in it. Rejects with the
 * signal's reason.
 */
export async function findFiles(
  manifest: Manifest,
  chosen: ChosenFiles,
  signal?: AbortSignal,
): Promise<{ readonly files: readonly File[] } | SourceMismatch> {
  const byPath = await indexFiles(chosen, manifest.files.length === 1, signal);
  const turns = new Turns(signal);
  const files: File[] = [];
  for (const entry of manifest.files) {
    const file = byPath.get(entry.path) ?? (manifest.files.length === 1 ? byPath.get(baseName(entry.path)) : undefined);
    if (file === undefined) return { problem: 'other-files', path: entry.path };
    if (!isUnchanged(file, entry)) return { problem: 'changed', path: entry.path };
    files.push(file);
    if (turns.isOver) await turns.next();
  }
  return { files };
}

function isUnchanged(file: File, entry: ManifestEntry): boolean {
  const { size, modified } = describeFile(file, entry.path);
  return size === entry.size && modified === entry.modified;
}

/** Files by the path that they would be offered under; `byName`: by their name alone, too. */
async function indexFiles(chosen: ChosenFiles, byName: boolean, signal?: AbortSignal): Promise<Map<string, File>> {
  const described = await describeOrNone(chosen, signal);
  const index = new Map<string, File>();
  for (const [at, { file }] of chosen.files.entries()) {
    const path = described.files[at]?.path ?? '';
    index.set(path, file);
    if (byName && !index.has(baseName(path))) index.set(baseName(path), file);
  }
  return index;
}

/** What could not be offered matches nothing. */
async function describeOrNone(chosen: ChosenFiles, signal?: AbortSignal): Promise<Manifest> {
  try {
    return await describeFiles(chosen, signal);
  } catch (error) {
    if (error instanceof SourceError) return { files: [], emptyFolders: [] };
    throw error;
  }
}
