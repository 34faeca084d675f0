/** What a drop or a paste carried: its files, and whether there were folders too. */
export interface CarriedFiles {
  readonly files: readonly File[];
  readonly hasFolders: boolean;
}

/** Must be called while the event is handled: afterwards the browser empties the items. */
export function carriedFiles(transfer: DataTransfer): CarriedFiles {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const files = items.filter((item) => !isFolder(item)).map((item) => item.getAsFile());
  return { files: files.filter((file) => file !== null), hasFolders: items.some(isFolder) };
}

const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory === true;

/** Office programs add a picture of every text that they copy: then the text is meant. */
export function pastedFiles(transfer: DataTransfer): CarriedFiles {
  const isRichText = transfer.types.includes('text/plain') && transfer.types.includes('text/html');
  return isRichText ? { files: [], hasFolders: false } : carriedFiles(transfer);
}
