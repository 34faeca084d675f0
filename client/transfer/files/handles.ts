import type { ChosenFiles } from './chosen-files.ts';

/** By handles, which outlive the page, files can be read again without choosing them again (File System Access). */

/** The handles of chosen files, in their order; undefined unless the browser gave one for each. */
export function handlesOf({ files }: ChosenFiles): readonly FileSystemFileHandle[] | undefined {
  const handles = files.map(({ handle }) => handle).filter((handle) => handle !== undefined);
  return handles.length > 0 && handles.length === files.length ? handles : undefined;
}

/**
 * The files behind handles, under these paths. Must run in a click: the browser may ask the person to allow each.
 * Undefined when they do not, or when a file is gone.
 */
export async function readHandles(
  handles: readonly FileSystemFileHandle[],
  paths: readonly string[],
): Promise<ChosenFiles | undefined> {
  try {
    // All are asked for before any is read, while the click still counts.
    for (const handle of handles) if (!(await isAllowed(handle))) return undefined;
    const files = await Promise.all(handles.map((handle) => handle.getFile()));
    return { files: files.map((file, at) => ({ path: paths[at] ?? file.name, file })), emptyFolders: [] };
  } catch {
    // It is gone, or the browser does not let a page ask for it: the person can still choose it.
    return undefined;
  }
}

const READ = { mode: 'read' } as const;

const isAllowed = async (handle: FileSystemFileHandle) =>
  (await handle.queryPermission(READ)) === 'granted' || (await handle.requestPermission(READ)) === 'granted';
