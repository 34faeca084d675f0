import { assertNever } from '../../../shared/assert-never.ts';
import type { TransferId } from '../../../shared/ids.ts';
import type { Database } from '../journal/database.ts';
import { TransferError } from '../problems.ts';
import { type Abilities, choosePlace, type SinkType } from './choose-place.ts';
import { FileSystemSink, removeFile } from './file-system-sink.ts';
import { createFolderNameStore, type FolderNameStore } from './folder-names.ts';
import { FolderSink } from './folder-sink.ts';
import { removeNames } from './folder-tree.ts';
import { IndexedDbSink } from './indexeddb-sink.ts';
import { IndexedDbStore } from './indexeddb-store.ts';
import { OpfsSink } from './opfs-sink.ts';
import { OpfsStore } from './opfs-store.ts';
import { pickFile, pickFolder } from './pickers.ts';
import type { Place, PlaceRequest, Sink, SinkRecord, SinkRequest, Sinks } from './sink.ts';
import { readStorageFacts, type StorageFacts } from './storage-facts.ts';
import { StreamSink } from './stream-sink.ts';

export interface SinksOptions {
  /** Undefined where the browser forbids storage. */
  readonly database: Database | undefined;
  /** Starts `client/workers/opfs-worker.ts`. */
  readonly startOpfsWorker: () => Worker;
}

/** All the ways that this browser has to save; looks once at what it has. Never rejects. */
export async function createSinks({ database, startOpfsWorker }: SinksOptions): Promise<BrowserSinks> {
  const hasOpfs = 'storage' in navigator && 'getDirectory' in navigator.storage;
  const opfs = hasOpfs ? await OpfsStore.open().catch(() => undefined) : undefined;
  return new BrowserSinks({
    opfs,
    startOpfsWorker,
    indexedDb: database === undefined ? undefined : new IndexedDbStore(database),
    folderNames: createFolderNameStore(database),
    opfsRefused: hasOpfs && opfs === undefined,
    facts: await readStorageFacts(hasOpfs && opfs === undefined),
  });
}

interface Stores {
  readonly opfs: OpfsStore | undefined;
  readonly startOpfsWorker: () => Worker;
  readonly indexedDb: IndexedDbStore | undefined;
  readonly folderNames: FolderNameStore;
  readonly opfsRefused: boolean;
  readonly facts: StorageFacts;
}

export class BrowserSinks implements Sinks {
  readonly #stores: Stores;
  #facts: StorageFacts;

  constructor(stores: Stores) {
    this.#stores = stores;
    this.#facts = stores.facts;
  }

  choose(request: PlaceRequest): Place {
    const { type, destination } = choosePlace(request, this.#abilities, this.#facts);
    // For the next offer, which may come much later.
    void this.#refresh();
    return { destination, pick: () => pickRecord(type, request) };
  }

  chooseUnasked(request: Omit<PlaceRequest, 'saveTo'>): Place | undefined {
    if (this.#abilities.storage === undefined) return undefined;
    const place = this.choose({ ...request, saveTo: 'browser' });
    return place.destination.warning === undefined ? place : undefined;
  }

  async isAllowed(record: SinkRecord): Promise<boolean> {
    return isChosen(record) ? (await record.handle.queryPermission(WRITE)) === 'granted' : this.#has(record.type);
  }

  async allow(record: SinkRecord): Promise<boolean> {
    return isChosen(record) ? (await record.handle.requestPermission(WRITE)) === 'granted' : this.#has(record.type);
  }

  open(record: SinkRecord, request: SinkRequest): Promise<Sink> {
    const { opfs, indexedDb, folderNames, startOpfsWorker } = this.#stores;
    switch (record.type) {
      case 'file':
        return FileSystemSink.open(record.handle, request.startBytes);
      case 'folder':
        return FolderSink.open(record.handle, request, folderNames);
      case 'opfs':
        return opfs === undefined ? noStorage() : OpfsSink.open(opfs, request, startOpfsWorker);
      case 'indexeddb':
        return indexedDb === undefined
          ? noStorage()
          : IndexedDbSink.open(indexedDb, request.transfer, request.startBytes);
      case 'stream':
        return Promise.resolve(new StreamSink());
      default:
        return assertNever(record);
    }
  }

  async discard(record: SinkRecord, transfer: TransferId): Promise<void> {
    // What cannot be freed now is swept at the next start of a page.
    await this.#free(record, transfer).catch(() => undefined);
  }

  /** Frees what transfers other than these have left in the browser's storage, and pages are not using. Never rejects. */
  async sweep(keep: ReadonlySet<TransferId>): Promise<void> {
    const { opfs, indexedDb, folderNames } = this.#stores;
    await Promise.allSettled([opfs?.sweep(keep), indexedDb?.sweep(keep), folderNames.sweep(keep)]);
  }

  get #abilities(): Abilities {
    const { opfs, indexedDb } = this.#stores;
    return {
      file: 'showSaveFilePicker' in window,
      folder: 'showDirectoryPicker' in window,
      storage: (opfs && 'opfs') ?? (indexedDb && 'indexeddb'),
    };
  }

  #has(type: SinkType): boolean {
    if (type === 'opfs') return this.#stores.opfs !== undefined;
    return type !== 'indexeddb' || this.#stores.indexedDb !== undefined;
  }

  async #free(record: SinkRecord, transfer: TransferId): Promise<void> {
    const { opfs, indexedDb, folderNames } = this.#stores;
    switch (record.type) {
      case 'file':
        return removeFile(record.handle);
      case 'folder':
        await removeNames(record.handle, (await folderNames.load(transfer)) ?? new Map());
        return folderNames.delete(transfer);
      case 'opfs':
        return opfs?.delete(transfer);
      case 'indexeddb':
        return indexedDb?.delete(transfer);
      case 'stream':
        return;
      default:
        assertNever(record);
    }
  }

  async #refresh(): Promise<void> {
    this.#facts = await readStorageFacts(this.#stores.opfsRefused);
  }
}

const WRITE = { mode: 'readwrite' } as const;

type ChosenRecord = SinkRecord & { readonly handle: FileSystemHandle };
const isChosen = (record: SinkRecord): record is ChosenRecord => 'handle' in record;

const noStorage = () => Promise.reject(new TransferError('storage-failed'));

async function pickRecord(type: SinkType, { fileName }: PlaceRequest): Promise<SinkRecord> {
  switch (type) {
    case 'file':
      return { type, handle: await pickFile(fileName ?? '') };
    case 'folder':
      return { type, handle: await pickFolder() };
    case 'opfs':
    case 'indexeddb':
    case 'stream':
      return { type };
    default:
      return assertNever(type);
  }
}
