import type { TransferId } from '../../../shared/ids.ts';
import type { Database } from '../journal/database.ts';

/** What the top-level files and folders of one transfer are called in the folder that the person chose. */
export type FolderNames = ReadonlyMap<string, string>;

/** Keeps {@link FolderNames} over a reload, so that a resumed transfer finds its own files and nobody else's. */
export interface FolderNameStore {
  load(transfer: TransferId): Promise<FolderNames | undefined>;
  save(transfer: TransferId, names: FolderNames): Promise<void>;
  delete(transfer: TransferId): Promise<void>;
  sweep(keep: ReadonlySet<TransferId>): Promise<void>;
}

/** Without a database (undefined), the names live as long as the page does, as everything else then. */
export function createFolderNameStore(database: Database | undefined): FolderNameStore {
  return database === undefined ? inMemory() : inDatabase(database);
}

const inDatabase = (database: Database): FolderNameStore => ({
  load: (transfer) => database.get('folderNames', transfer),
  save: async (transfer, names) => void (await database.put('folderNames', names, transfer)),
  delete: (transfer) => database.delete('folderNames', transfer),
  sweep: async (keep) => {
    for (const transfer of await database.getAllKeys('folderNames')) {
      if (!keep.has(transfer)) await database.delete('folderNames', transfer);
    }
  },
});

function inMemory(): FolderNameStore {
  const all = new Map<TransferId, FolderNames>();
  return {
    load: (transfer) => Promise.resolve(all.get(transfer)),
    save: (transfer, names) => Promise.resolve(void all.set(transfer, names)),
    delete: (transfer) => Promise.resolve(void all.delete(transfer)),
    // Nothing of an earlier page is here.
    sweep: () => Promise.resolve(),
  };
}

/** `a/b/c.txt` → `a` */
export const topOf = (path: string): string => path.split('/', 1)[0] ?? path;

/**
 * Chooses a name for each top-level file or folder, so that it is none of those that exist: `name (2).txt`. Names that
 * differ in case or in how they are encoded count as the same, as on the file systems of Windows and macOS. `savedName`
 * says what each would be called if it were free.
 */
export function chooseFolderNames(
  paths: Iterable<string>,
  existing: Iterable<string>,
  savedName = (top: string) => top,
): FolderNames {
  const taken = new Set([...existing].map(folded));
  const names = new Map<string, string>();
  for (const path of paths) {
    const top = topOf(path);
    if (names.has(top)) continue;
    const chosen = freeName(savedName(top), taken);
    taken.add(folded(chosen));
    names.set(top, chosen);
  }
  return names;
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();

function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let candidate = name;
  for (let number = 2; taken.has(folded(candidate)); number++) candidate = `${stem} (${number})${extension}`;
  return candidate;
}
