import type { BrowserContext } from 'playwright-core';

/** Something to drop: a file with its text, or a folder with what is in it. */
export type Dropped =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly entries: readonly Dropped[] };

declare global {
  interface Window {
    /** Drops these on the page. Scripts can make no folders, so entries of our own stand in for the browser's. */
    dropEntries(entries: readonly Dropped[]): void;
  }
}

/** Lets every page that this context opens from now on be dropped folders on. */
export const allowDrops = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(install);
};

/** Runs in the page. */
function install(): void {
  const ENTRIES_PER_READ = 100;
  const { port1, port2 } = new MessageChannel();
  const answers: (() => void)[] = [];
  port1.onmessage = () => answers.shift()?.();
  /** As the browser does: each answer is a task of its own. */
  const answer = (give: () => void) => {
    answers.push(give);
    port2.postMessage(undefined);
  };
  window.dropEntries = (entries) => {
    const dataTransfer = new DataTransfer();
    for (const { name } of entries) dataTransfer.items.add(new File([], name));
    const items = entries.map((dropped, at) => {
      const item = dataTransfer.items[at];
      const file = 'text' in dropped ? fileOf(dropped) : item?.getAsFile();
      return { kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => entryOf(dropped) };
    });
    Object.defineProperty(dataTransfer, 'items', { value: items });
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer });
    Object.defineProperty(drop, 'dataTransfer', { value: dataTransfer });
    document.body.dispatchEvent(drop);
  };
  /** One for each name and text: to make a file takes the browser a fifth of a millisecond. */
  const files = new Map<string, File>();
  function fileOf({ name, text }: { name: string; text: string }): File {
    const key = JSON.stringify([name, text]);
    const file = files.get(key) ?? new File([text], name);
    files.set(key, file);
    return file;
  }
  function entryOf(dropped: Dropped): FileSystemEntry {
    const isFile = 'text' in dropped;
    const entry = {
      name: dropped.name,
      isFile,
      isDirectory: !isFile,
      file: (found: FileCallback) => answer(() => isFile && found(fileOf(dropped))),
      createReader: () => ({ readEntries: readerOf(isFile ? [] : dropped.entries) }),
    };
    return entry as unknown as FileSystemEntry;
  }
  function readerOf(entries: readonly Dropped[]) {
    let at = 0;
    return (found: FileSystemEntriesCallback) => {
      const some = entries.slice(at, at + ENTRIES_PER_READ);
      at += some.length;
      answer(() => found(some.map(entryOf)));
    };
  }
}
