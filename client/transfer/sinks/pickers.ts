import { storageError } from '../problems.ts';
import { PickerDismissed } from './sink.ts';

/** The browser's own dialogs. Each must run in a click, and rejects with `PickerDismissed` when it is closed. */

export const pickFile = (suggestedName: string): Promise<FileSystemFileHandle> =>
  pick(() => window.showSaveFilePicker({ suggestedName }));

export const pickFolder = (): Promise<FileSystemDirectoryHandle> =>
  pick(() => window.showDirectoryPicker({ mode: 'readwrite' }));

async function pick<Handle>(ask: () => Promise<Handle>): Promise<Handle> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw new PickerDismissed();
    throw storageError(cause);
  }
}
