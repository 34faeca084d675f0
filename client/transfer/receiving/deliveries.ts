import type { TransferId } from '../../../shared/ids.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { toDownloadName } from '../files/savable-names.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { topOf } from '../sinks/folder-names.ts';
import type { NamedBlob } from '../sinks/save-download.ts';
import type { Place, PlaceRequest, SaveTo, Sinks } from '../sinks/sink.ts';
import type { IncomingState } from '../transfer-state.ts';
import { packFiles } from './delivery.ts';
import type { WantedFiles } from './file-fetch.ts';

/** How somebody wants received files. */
export interface SavePreferences {
  readonly saveTo: SaveTo;
  /** How several files arrive that cannot be saved as a folder. */
  readonly severalFiles: 'zip' | 'one-by-one';
  /** Whether saved files are named `Sender - file.txt`. */
  readonly senderInFileNames: boolean;
}

export interface DeliveriesOptions {
  readonly sinks: Sinks;
  readonly preferences: () => SavePreferences;
  readonly saveDownloads: (files: readonly NamedBlob[]) => void;
}

/** Where received files go, and how they are handed over; they stay at hand for as long as the page lives. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  /** Handles: the bytes are on disk. */
  readonly #received = new Map<TransferId, readonly NamedBlob[]>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  choosePlace(sender: string, offer: FileOffer): Place {
    const { sinks, preferences } = this.#options;
    return sinks.choose({ ...this.#request(sender, offer), saveTo: preferences().saveTo });
  }

  /** Where an offer is saved without asking; undefined when that is not possible, or nothing is to be stored here. */
  placeUnasked(sender: string, offer: FileOffer): Place | undefined {
    const { sinks, preferences } = this.#options;
    return preferences().saveTo === 'memory' ? undefined : sinks.chooseUnasked(this.#request(sender, offer));
  }

  /** Answers the final state. The blob is undefined when all is already where the person wanted it. */
  async deliver(entry: JournalEntry, { entries }: WantedFiles, blob: Blob | undefined): Promise<IncomingState> {
    if (blob === undefined) {
      const files = entries.files.map(({ path, size }) => ({
        name: this.#savedPath(entry.sender.name, path),
        bytes: size,
      }));
      return { status: 'saved', files, canSaveAgain: false };
    }
    const { preferences, saveDownloads } = this.#options;
    const packed = await packFiles(blob, entries.files, entries.emptyFolders, {
      severalFiles: preferences().severalFiles,
      savedName: (name) => this.#named(entry.sender.name, name),
    });
    this.#received.set(entry.transfer, packed);
    saveDownloads(packed);
    const files = packed.map(({ name, blob: { size } }) => ({ name, bytes: size }));
    return { status: 'saved', files, canSaveAgain: true };
  }

  /** What a file or folder is called when it is saved: harmless, whatever its sender and they themselves are called. */
  savedName(sender: string, name: string): string {
    return toDownloadName(this.#named(sender, name));
  }

  saveAgain(transfer: TransferId): void {
    this.#options.saveDownloads(this.#received.get(transfer) ?? []);
  }

  #request(sender: string, { fileCount, folderCount, names, totalBytes }: FileOffer): Omit<PlaceRequest, 'saveTo'> {
    const [name] = names;
    const isSingle = fileCount === 1 && folderCount === 0 && name !== undefined && !name.includes('/');
    return { fileName: isSingle ? this.savedName(sender, name) : undefined, totalBytes };
  }

  #named(sender: string, name: string): string {
    return this.#options.preferences().senderInFileNames ? `${sender} - ${name}` : name;
  }

  #savedPath(sender: string, path: string): string {
    const top = topOf(path);
    return this.savedName(sender, top) + path.slice(top.length);
  }
}
