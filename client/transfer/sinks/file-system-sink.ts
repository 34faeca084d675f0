import { storageError } from '../problems.ts';
import { PickerDismissed, type Sink } from './sink.ts';

/** Writes straight into a file that the person chose (File System Access). */
export class FileSystemSink implements Sink {
  readonly #stream: FileSystemWritableFileStream;
  #ended = false;

  private constructor(stream: FileSystemWritableFileStream) {
    this.#stream = stream;
  }

  /** Asks where to save. Must run in a click. */
  static async pick(fileName: string): Promise<FileSystemSink> {
    const handle = await askForFile(fileName);
    try {
      return new FileSystemSink(await handle.createWritable());
    } catch (cause) {
      throw storageError(cause);
    }
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#stream.write(bytes);
    } catch (cause) {
      throw storageError(cause);
    }
  }

  async finish(): Promise<undefined> {
    try {
      await this.#stream.close();
      this.#ended = true;
    } catch (cause) {
      throw storageError(cause);
    }
  }

  /** The browser writes to a swap file until `close`, so the chosen file stays as it was. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#stream.abort().catch(() => undefined);
  }
}

async function askForFile(fileName: string): Promise<FileSystemFileHandle> {
  try {
    return await window.showSaveFilePicker({ suggestedName: fileName });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw new PickerDismissed();
    throw storageError(cause);
  }
}
