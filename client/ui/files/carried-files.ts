import type { ChosenFile } from './chosen.ts';

/** What a drop or a paste carries, taken out of its event. */
export type CarriedItem =
  | { readonly type: 'file'; readonly file: File; readonly handle: Promise<FileSystemFileHandle | undefined> }
  | { readonly type: 'folder'; readonly folder: FileSystemDirectoryEntry };

/** Files whose handles are asked for at most: each costs, and who drops more hardly drops single files. */
const HANDLES_MAX = 100;

/** Must be called while the event is handled, before anything is awaited: afterwards the browser empties the items. */
export function carriedItems({ items }: Pick<DataTransfer, 'items'>): readonly CarriedItem[] {
  const carried = [...items].filter(({ kind }) => kind === 'file');
  const takesHandles = carried.length <= HANDLES_MAX;
  return carried.map((item) => takeItem(item, takesHandles)).filter((item) => item !== undefined);
}

/** Office programs add a picture of every text that they copy: then the text is meant. */
export function pastedItems(transfer: Pick<DataTransfer, 'items' | 'types'>): readonly CarriedItem[] {
  const isRichText = transfer.types.includes('text/plain') && transfer.types.includes('text/html');
  return isRichText ? [] : carriedItems(transfer);
}

function takeItem(item: DataTransferItem, takesHandle: boolean): CarriedItem | undefined {
  const entry = item.webkitGetAsEntry();
  if (entry !== null && isFolder(entry)) return { type: 'folder', folder: entry };
  const file = item.getAsFile();
  if (file === null) return undefined;
  return { type: 'file', file, handle: takesHandle ? handleOf(item) : Promise.resolve(undefined) };
}

export const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** With it the file can be read again after a reload; only some browsers give it, and only on secure origins. */
async function handleOf(item: DataTransferItem): Promise<FileSystemFileHandle | undefined> {
  if (!('getAsFileSystemHandle' in item)) return undefined;
  try {
    const handle = await item.getAsFileSystemHandle();
    return handle?.kind === 'file' ? (handle as FileSystemFileHandle) : undefined;
  } catch {
    // A picture from a clipboard is no file on a disk. It is sent all the same.
    return undefined;
  }
}

/** A dropped file, as it is chosen. */
export async function chosenFile({ file, handle }: Extract<CarriedItem, { type: 'file' }>): Promise<ChosenFile> {
  const known = await handle;
  return { path: file.name, file, ...(known && { handle: known }) };
}
