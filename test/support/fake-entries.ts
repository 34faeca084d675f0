/** Files and folders as a drop gives them. */

type Content = { readonly [name: string]: Content } | File | 'unreadable';

/** A folder out of an object of its entries: it answers with at most 100 of them a call, as browsers do. */
export function fakeFolder(name: string, content: Content): FileSystemDirectoryEntry {
  const entry = entryOf(name, content);
  if (!entry.isDirectory) throw new Error(`${name} is no folder`);
  return entry as FileSystemDirectoryEntry;
}

function entryOf(name: string, content: Content): FileSystemEntry {
  const isDirectory = !(content instanceof File) && content !== 'unreadable';
  const entry = {
    name,
    isDirectory,
    isFile: !isDirectory,
    file: (found: FileCallback, failed: ErrorCallback) => {
      if (content instanceof File) queueMicrotask(() => found(content));
      else queueMicrotask(() => failed(new DOMException('no', 'NotReadableError')));
    },
    createReader: () => readerOf(isDirectory ? Object.entries(content) : []),
  };
  return entry as unknown as FileSystemEntry;
}

/** Of a name that ends in `!`, reading fails after the first answer. */
function readerOf(contents: readonly (readonly [string, Content])[]): FileSystemDirectoryReader {
  let at = 0;
  const readEntries = (found: FileSystemEntriesCallback, failed?: ErrorCallback) => {
    const some = contents.slice(at, at + 100);
    at += some.length;
    if (some.length === 0 && contents.some(([name]) => name.endsWith('!'))) {
      queueMicrotask(() => failed?.(new DOMException('no', 'NotReadableError')));
      return;
    }
    queueMicrotask(() => found(some.map(([name, content]) => entryOf(name, content))));
  };
  return { readEntries };
}

/** An item of a drop. After {@link FakeTransfer.end} it gives nothing any more, as in browsers. */
export class FakeTransfer {
  readonly items: DataTransferItemList;
  readonly types: readonly string[];
  #hasEnded = false;

  constructor(carried: readonly (File | FileSystemDirectoryEntry | string)[], types: readonly string[] = ['Files']) {
    this.types = types;
    this.items = carried.map((content) => this.#itemOf(content)) as unknown as DataTransferItemList;
  }

  end(): void {
    this.#hasEnded = true;
  }

  #itemOf(content: File | FileSystemDirectoryEntry | string): unknown {
    const only = <Value>(value: Value) => (this.#hasEnded ? null : value);
    if (typeof content === 'string') return { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null };
    const isFile = content instanceof File;
    return {
      kind: 'file',
      webkitGetAsEntry: () => only(isFile ? entryOf(content.name, content) : content),
      getAsFile: () => only(isFile ? content : null),
      getAsFileSystemHandle: () =>
        isFile && !this.#hasEnded && content.name.startsWith('on disk')
          ? Promise.resolve({ kind: 'file', name: content.name })
          : Promise.reject(new DOMException('no', 'NotFoundError')),
    };
  }
}
