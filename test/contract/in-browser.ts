import { createSimplePeerLinks } from '../../client/net/simple-peer-link.ts';
import { FileSystemSink } from '../../client/transfer/sinks/file-system-sink.ts';
import { IndexedDbSink } from '../../client/transfer/sinks/indexeddb-sink.ts';
import { IndexedDbStore } from '../../client/transfer/sinks/indexeddb-store.ts';
import { StreamSink } from '../../client/transfer/sinks/stream-sink.ts';
import { fakeTransferId } from '../support/fake-ids.ts';
import type { ContractCase } from './contract.ts';
import { fileSystemCases } from './file-system-cases.ts';
import { indexedDbCases } from './indexeddb-cases.ts';
import { linkContract } from './link-contract.ts';
import { simplePeerLinkCases } from './simple-peer-link-cases.ts';
import { type OpenSinkLab, sinkContract } from './sink-contract.ts';

const blobOf = (finished: Blob | undefined) => Promise.resolve(finished ?? new Blob());
const sizeOf = (blobs: readonly Blob[]) => blobs.reduce((sum, { size }) => sum + size, 0);

const openStreamSink: OpenSinkLab = () =>
  Promise.resolve({ sink: new StreamSink(), read: blobOf, remainingBytes: () => Promise.resolve(0) });

const openIndexedDbSink: OpenSinkLab = async () => {
  const store = await IndexedDbStore.open(Date.now());
  const transfer = fakeTransferId(Math.floor(Math.random() * 2 ** 40));
  const sink = new IndexedDbSink(store, transfer, Date.now);
  return { sink, read: blobOf, remainingBytes: async () => sizeOf(await store.read(transfer)) };
};

/** The picker needs a person; the file that it would answer is one of the browser's private file system here. */
const openFileSystemSink: OpenSinkLab = async () => {
  const folder = await navigator.storage.getDirectory();
  const name = `${performance.now()}`;
  const handle = await folder.getFileHandle(name, { create: true });
  window.showSaveFilePicker = () => Promise.resolve(handle);
  const sink = await FileSystemSink.pick('a.txt');
  return {
    sink,
    read: () => handle.getFile(),
    remainingBytes: async () => {
      const { size } = await handle.getFile();
      // This fails while the file is still open for writing.
      await folder.removeEntry(name);
      return size;
    },
  };
};

/** The suites that run in a browser, by name. */
const suites: Readonly<Record<string, (name: string) => Promise<void>>> = {
  link: (name) => runCase(linkContract, name, createSimplePeerLinks([])),
  'simple-peer link': (name) => runCase(simplePeerLinkCases, name, undefined),
  'stream sink': (name) => runCase(sinkContract, name, openStreamSink),
  'IndexedDB sink': (name) => runCase(sinkContract, name, openIndexedDbSink),
  'file system sink': (name) => runCase(sinkContract, name, openFileSystemSink),
  IndexedDB: (name) => runCase(indexedDbCases, name, undefined),
  'file system': (name) => runCase(fileSystemCases, name, undefined),
};

async function runCase<Subject>(cases: readonly ContractCase<Subject>[], name: string, subject: Subject) {
  const found = cases.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no case “${name}”.`);
  await found.run(subject);
}

declare global {
  interface Window {
    /** How the test runner reaches into the page. */
    runContractCase(suite: string, name: string): Promise<void>;
  }
}

window.runContractCase = async (suite, name) => {
  const run = suites[suite];
  if (run === undefined) throw new Error(`There is no suite “${suite}”.`);
  await run(name);
};
