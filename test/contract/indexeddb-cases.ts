import { TransferError } from '../../client/transfer/problems.ts';
import { IndexedDbSink } from '../../client/transfer/sinks/indexeddb-sink.ts';
import { IndexedDbStore } from '../../client/transfer/sinks/indexeddb-store.ts';
import { SINK_BLOB_BYTES } from '../../shared/limits.ts';
import { fakeTransferId } from '../support/fake-ids.ts';
import { type ContractCase, check, checkSame, rejectionOf } from './contract.ts';

const HOUR_MS = 60 * 60 * 1000;
const NOW = 1_700_000_000_000;
const transfer = fakeTransferId(1);
const blob = () => new Blob([new Uint8Array(1_000)]);

/** What IndexedDB alone can do wrong. */
export const indexedDbCases: readonly ContractCase<void>[] = [
  {
    name: 'a store that fails makes the next write reject with a TransferError',
    run: async () => {
      const store = await IndexedDbStore.open(NOW);
      store.close();
      const sink = new IndexedDbSink(store, transfer, () => NOW);
      const fill = () => sink.write(new Uint8Array(SINK_BLOB_BYTES));
      await fill();
      check((await rejectionOf(fill())) instanceof TransferError, 'a TransferError');
      await sink.abort();
    },
  },
  {
    name: 'a store that fails makes the finish reject with a TransferError',
    run: async () => {
      const store = await IndexedDbStore.open(NOW);
      store.close();
      const sink = new IndexedDbSink(store, transfer, () => NOW);
      await sink.write(new Uint8Array(10));
      check((await rejectionOf(sink.finish())) instanceof TransferError, 'a TransferError');
      await sink.abort();
    },
  },
  {
    name: 'what a page that is gone left behind is freed when the store is opened, and what is fresh stays',
    run: async () => {
      const [old, fresh] = [fakeTransferId(2), fakeTransferId(3)];
      const before = await IndexedDbStore.open(NOW);
      await before.append(old, 0, blob(), NOW - HOUR_MS - 1);
      await before.append(fresh, 0, blob(), NOW - HOUR_MS);
      before.close();
      const after = await IndexedDbStore.open(NOW);
      checkSame([(await after.read(old)).length, (await after.read(fresh)).length], [0, 1], 'the blobs left');
      await after.delete(fresh);
      after.close();
    },
  },
  {
    name: 'a transfer’s blobs are its own',
    run: async () => {
      const store = await IndexedDbStore.open(NOW);
      const [one, other] = [fakeTransferId(4), fakeTransferId(5)];
      await store.append(one, 0, blob(), NOW);
      await store.append(other, 0, blob(), NOW);
      await store.delete(one);
      checkSame([(await store.read(one)).length, (await store.read(other)).length], [0, 1], 'the blobs left');
      await store.delete(other);
      store.close();
    },
  },
];
