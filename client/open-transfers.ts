import { ID_BYTES, type TransferId } from '../shared/ids.ts';
import { type RandomBytes, toHex } from '../shared/random.ts';
import { startWorker } from './start-worker.ts';
import { acceptsUnasked } from './state/accepts-unasked.ts';
import type { OpenedTransfers } from './state/file-desk.ts';
import type { Stores } from './state/stores.ts';
import { TransferBoard } from './state/transfer-board.ts';
import { clearDatabase, type Database, openDatabase } from './transfer/journal/database.ts';
import { IndexedDbJournal, IndexedDbOutbox } from './transfer/journal/indexeddb-stores.ts';
import type { Journal } from './transfer/journal/journal.ts';
import { BroadcastLeases } from './transfer/journal/leases.ts';
import { MemoryJournal, MemoryOutbox } from './transfer/journal/memory-stores.ts';
import { makeCanvasThumbnail } from './transfer/pictures/canvas-thumbnails.ts';
import { WorkerHasher } from './transfer/pieces/worker-hasher.ts';
import { type BrowserSinks, createSinks } from './transfer/sinks/create-sinks.ts';
import { saveDownloads } from './transfer/sinks/save-download.ts';
import { Transfers } from './transfer/transfers.ts';
import hashWorkerUrl from './workers/hash-worker.ts?worker&url';
import opfsWorkerUrl from './workers/opfs-worker.ts?worker&url';

/** The part of the composition root that is loaded later: builds what sends and receives files. */

interface TransfersSetup {
  readonly stores: Stores;
  readonly randomBytes: RandomBytes;
}

export async function openTransfers(
  { stores, randomBytes }: TransfersSetup,
  show: (transfer: TransferId) => void,
): Promise<OpenedTransfers> {
  const database = await openStorage();
  const journal = database === undefined ? new MemoryJournal() : new IndexedDbJournal(database);
  const sinks = await openSinks(database);
  const leases = new BroadcastLeases(new BroadcastChannel('lanline-leases'), toHex(randomBytes(ID_BYTES)));
  addEventListener('pagehide', () => leases.close());
  void sweepLeftovers(journal, sinks);
  const board = new TransferBoard(stores.transfers, show);
  const transfers = new Transfers(
    {
      hasher: new WorkerHasher(startWorker(hashWorkerUrl)),
      sinks,
      journal,
      outbox: database === undefined ? new MemoryOutbox() : new IndexedDbOutbox(database),
      leases,
      saveDownloads: (files) => void saveDownloads(files),
      makeThumbnail: makeCanvasThumbnail,
      preferences: () => stores.settings.get(),
      acceptsUnasked: (sender) => acceptsUnasked(stores, sender),
      randomBytes,
      now: () => performance.now(),
    },
    board.events,
  );
  return { transfers, board };
}

/** Frees all that this browser keeps of transfers. None may be open any more. */
export async function forgetTransfers(): Promise<void> {
  const database = await openStorage();
  await (await openSinks(database)).sweep(new Set());
  if (database !== undefined) await clearDatabase(database);
}

/** Undefined where the browser forbids storage; nothing outlives the page there. */
const openStorage = (): Promise<Database | undefined> => openDatabase().catch(() => undefined);

const openSinks = (database: Database | undefined) =>
  createSinks({ database, startOpfsWorker: () => startWorker(opfsWorkerUrl) });

/** What finished or was given up leaves nothing behind, but for pages that were killed at the wrong moment. */
async function sweepLeftovers(journal: Journal, sinks: BrowserSinks): Promise<void> {
  const entries = await journal.list();
  await sinks.sweep(new Set(entries.map(({ transfer }) => transfer)));
}
