import { openDB } from 'idb';
import { openDatabase } from '../../client/transfer/journal/database.ts';
import { TransferError } from '../../client/transfer/problems.ts';
import { IndexedDbSink } from '../../client/transfer/sinks/indexeddb-sink.ts';
import { IndexedDbStore } from '../../client/transfer/sinks/indexeddb-store.ts';
import { OpfsSink } from '../../client/transfer/sinks/opfs-sink.ts';
import { OpfsStore } from '../../client/transfer/sinks/opfs-store.ts';
import { type ContractCase, check, checkSame, patternBytes, rejectionOf } from './contract.ts';
import { freshTransfer, startOpfsWorker } from './sink-labs.ts';

const blob = () => new Blob([patternBytes(1_000)]);
const blobsIn = async (store: IndexedDbStore, ...transfers: Parameters<IndexedDbStore['read']>[0][]) =>
  Promise.all(transfers.map(async (transfer) => (await store.read(transfer)).length));

/** What IndexedDB alone can do wrong. */
export const indexedDbCases: readonly ContractCase<void>[] = [
  {
    name: 'a database that is closed makes writes and the finish reject with a TransferError',
    run: async () => {
      const database = await openDatabase();
      const sink = await IndexedDbSink.open(new IndexedDbStore(database), freshTransfer(), 0);
      database.close();
      const write = sink.write([new Uint8Array(10)]);
      for (const attempt of [write, sink.flush(), sink.finish()]) {
        check((await rejectionOf(attempt)) instanceof TransferError, 'a TransferError');
      }
      await sink.abort();
    },
  },
  {
    name: 'a sweep frees what no journal knows, and keeps the rest',
    run: async () => {
      const store = new IndexedDbStore(await openDatabase());
      const [known, unknown] = [freshTransfer(), freshTransfer()];
      await store.put(known, 0, blob());
      await store.put(unknown, 0, blob());
      await store.sweep(new Set([known]));
      checkSame(await blobsIn(store, known, unknown), [1, 0], 'the blobs left');
      await store.delete(known);
    },
  },
  {
    name: 'a transfer’s blobs are its own',
    run: async () => {
      const store = new IndexedDbStore(await openDatabase());
      const [one, other] = [freshTransfer(), freshTransfer()];
      await store.put(one, 0, blob());
      await store.put(other, 0, blob());
      await store.delete(one);
      checkSame(await blobsIn(store, one, other), [0, 1], 'the blobs left');
      await store.delete(other);
    },
  },
  {
    name: 'an open tab lets a newer version of the database in',
    run: async () => {
      const database = await openDatabase();
      // Were the connection not given up, this would never be answered.
      (await openDB('lanline', 3)).close();
      check((await rejectionOf(database.getAllKeys('blobs'))) instanceof DOMException, 'a connection that is closed');
      await deleteDatabase();
    },
  },
  {
    name: 'the database of version 1 is brought up to date, its blobs included',
    run: async () => {
      await deleteDatabase();
      const old = await openDB('lanline', 1, {
        upgrade: (created) => {
          created.createObjectStore('blobs');
          created.createObjectStore('writers');
        },
      });
      const transfer = freshTransfer();
      await old.put('blobs', blob(), [transfer, 0]);
      old.close();
      const database = await openDatabase();
      check(![...database.objectStoreNames].some((name) => `${name}` === 'writers'), 'the writers to be gone');
      checkSame(await blobsIn(new IndexedDbStore(database), transfer), [1], 'the blobs left');
      database.close();
    },
  },
  {
    name: 'a tab with an older version that stays open is told, not waited for',
    run: async () => {
      await deleteDatabase();
      const old = await openDB('lanline', 1);
      const error = await rejectionOf(openDatabase());
      old.close();
      check(
        error instanceof Error && error.name === 'DatabaseBlockedError',
        `DatabaseBlockedError, not ${String(error)}`,
      );
    },
  },
];

const deleteDatabase = () =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('lanline');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('the database cannot be deleted'));
  });

const openOpfs = async (store: OpfsStore, transfer: ReturnType<typeof freshTransfer>) =>
  OpfsSink.open(store, { transfer, startBytes: 0 }, startOpfsWorker);

const isThere = async (store: OpfsStore, transfer: ReturnType<typeof freshTransfer>) =>
  store.read(transfer).then(
    () => true,
    () => false,
  );

/** What the browser's own file system alone can do wrong. */
export const opfsCases: readonly ContractCase<void>[] = [
  {
    name: 'a file that another tab is writing to cannot be opened',
    run: async () => {
      const store = await OpfsStore.open();
      const transfer = freshTransfer();
      const sink = await openOpfs(store, transfer);
      check((await rejectionOf(openOpfs(store, transfer))) instanceof TransferError, 'a TransferError');
      await sink.write([patternBytes(10)]);
      await sink.abort();
    },
  },
  {
    name: 'a worker that cannot start is a TransferError',
    run: async () => {
      const startWorker = () => new Worker('data:text/javascript,throw new Error("broken")');
      const opening = OpfsSink.open(await OpfsStore.open(), { transfer: freshTransfer(), startBytes: 0 }, startWorker);
      check((await rejectionOf(opening)) instanceof TransferError, 'a TransferError');
    },
  },
  {
    name: 'a sweep frees what no journal knows, and keeps what is known, being written or just saved',
    run: async () => {
      const store = await OpfsStore.open();
      const [known, unknown, writing, saved] = [freshTransfer(), freshTransfer(), freshTransfer(), freshTransfer()];
      for (const transfer of [known, unknown]) await (await openOpfs(store, transfer)).close();
      const sink = await openOpfs(store, writing);
      const finished = await openOpfs(store, saved);
      await finished.write([patternBytes(1_000)]);
      const file = await finished.finish();
      await store.sweep(new Set([known]));
      const left = await Promise.all([known, unknown, writing, saved].map((transfer) => isThere(store, transfer)));
      checkSame(left, [true, false, true, true], 'what is left');
      checkSame((await file.arrayBuffer()).byteLength, 1_000, 'what can be read');
      await sink.abort();
      await store.delete(known);
    },
  },
];
