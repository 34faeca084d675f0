import { openDatabase } from '../../client/transfer/journal/database.ts';
import { FileSystemSink } from '../../client/transfer/sinks/file-system-sink.ts';
import { createFolderNameStore } from '../../client/transfer/sinks/folder-names.ts';
import { FolderSink } from '../../client/transfer/sinks/folder-sink.ts';
import { IndexedDbSink } from '../../client/transfer/sinks/indexeddb-sink.ts';
import { IndexedDbStore } from '../../client/transfer/sinks/indexeddb-store.ts';
import { OpfsSink } from '../../client/transfer/sinks/opfs-sink.ts';
import { OpfsStore } from '../../client/transfer/sinks/opfs-store.ts';
import type { SinkRequest } from '../../client/transfer/sinks/sink.ts';
import { StreamSink } from '../../client/transfer/sinks/stream-sink.ts';
import type { TransferId } from '../../shared/ids.ts';
import { fakeTransferId } from '../support/fake-ids.ts';
import type { OpenSinkLab } from './sink-contract.ts';
import { FULL_DISK_CHANNEL, type FullDisk } from './workers/full-disk.ts';

const blobOf = (finished: Blob | undefined) => Promise.resolve(finished ?? new Blob());
const sizeOf = (blobs: readonly Blob[]) => blobs.reduce((sum, { size }) => sum + size, 0);
export const freshTransfer = (): TransferId => fakeTransferId(Math.floor(Math.random() * 2 ** 40));

/** While it is full, the method of that class rejects as it does on a full disk. */
function fillable<Key extends string>(prototype: { [key in Key]: (...parameters: never[]) => unknown }, method: Key) {
  const original = prototype[method];
  return (full: boolean) => {
    const refuse = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    prototype[method] = full ? refuse : original;
    return Promise.resolve();
  };
}

export const openStreamLab: OpenSinkLab = () =>
  Promise.resolve({
    open: () => Promise.resolve(new StreamSink()),
    read: blobOf,
    remainingBytes: () => Promise.resolve(0),
    setFull: () => Promise.reject(new Error('a stream has no room of its own')),
  });

export const openIndexedDbLab: OpenSinkLab = async () => {
  const store = new IndexedDbStore(await openDatabase());
  const transfer = freshTransfer();
  return {
    open: (startBytes) => IndexedDbSink.open(store, transfer, startBytes),
    read: blobOf,
    remainingBytes: async () => sizeOf(await store.read(transfer)),
    setFull: fillable(IDBObjectStore.prototype, 'put'),
  };
};

export const startOpfsWorker = (): Worker =>
  new Worker(new URL('./workers/breakable-opfs-worker.ts', import.meta.url), { type: 'module' });

/** Resolves when the worker has heard it, so there must be one. */
const setDiskFull = (full: boolean) =>
  new Promise<void>((resolve) => {
    const channel = new BroadcastChannel(FULL_DISK_CHANNEL);
    channel.onmessage = () => {
      channel.close();
      resolve();
    };
    channel.postMessage({ full } satisfies FullDisk);
  });

export const openOpfsLab: OpenSinkLab = async () => {
  const store = await OpfsStore.open();
  const transfer = freshTransfer();
  return {
    open: (startBytes) => OpfsSink.open(store, { transfer, startBytes }, startOpfsWorker),
    read: blobOf,
    remainingBytes: async () =>
      bytesOf(await (await navigator.storage.getDirectory()).getDirectoryHandle(store.folderName), transfer),
    setFull: setDiskFull,
  };
};

/** The pickers need a person; what they would answer is in the browser's private file system here. */
export const openFileLab: OpenSinkLab = async () => {
  const root = await navigator.storage.getDirectory();
  const name = `file ${performance.now()}`;
  const handle = await root.getFileHandle(name, { create: true });
  return {
    open: (startBytes) => FileSystemSink.open(handle, startBytes),
    read: () => handle.getFile(),
    remainingBytes: () => bytesOf(root, name),
    setFull: fillable(FileSystemWritableFileStream.prototype, 'write'),
  };
};

/** Files of all kinds, which add up to so many bytes. */
function filesOf(totalBytes: number): SinkRequest['files'] {
  const files: { path: string; size: number; modified: number }[] = [];
  let left = totalBytes;
  const add = (path: string, size: number) => {
    const taken = Math.min(size, left);
    left -= taken;
    files.push({ path, size: taken, modified: 0 });
  };
  add('first.txt', 1);
  add('empty.txt', 0);
  for (let at = 0; at < 100; at++) add(`album/${at % 7}/${at}.jpg`, 3_000);
  add('album/large.bin', left);
  add('album/last and empty', 0);
  return files;
}

export const openFolderLab: OpenSinkLab = async (totalBytes) => {
  const root = await navigator.storage.getDirectory();
  const name = `folder ${performance.now()}`;
  const folder = await root.getDirectoryHandle(name, { create: true });
  const names = createFolderNameStore(await openDatabase());
  const files = filesOf(totalBytes);
  const transfer = freshTransfer();
  return {
    open: (startBytes) =>
      FolderSink.open(
        folder,
        { transfer, files, emptyFolders: ['none/at/all'], savedName: (top: string) => top, startBytes },
        names,
      ),
    read: async () => new Blob(await Promise.all(files.map(({ path }) => readPath(folder, path)))),
    remainingBytes: () => bytesOf(root, name),
    setFull: fillable(FileSystemWritableFileStream.prototype, 'write'),
  };
};

export async function readPath(folder: FileSystemDirectoryHandle, path: string): Promise<File> {
  const [first = '', ...rest] = path.split('/');
  if (rest.length > 0) return readPath(await folder.getDirectoryHandle(first), rest.join('/'));
  return (await folder.getFileHandle(first)).getFile();
}

/** Bytes that are there, and one for each file or folder that was left. Fails while one of them is open for writing. */
async function bytesOf(parent: FileSystemDirectoryHandle, name: string): Promise<number> {
  for await (const [entry, handle] of parent.entries()) {
    if (entry !== name) continue;
    const bytes = await sizeOfEntry(handle);
    await parent.removeEntry(name, { recursive: true });
    return bytes;
  }
  return 0;
}

async function sizeOfEntry(handle: FileSystemHandle): Promise<number> {
  if (handle.kind === 'file') return (await (handle as FileSystemFileHandle).getFile()).size;
  let sum = 0;
  for await (const inner of (handle as FileSystemDirectoryHandle).values()) sum += 1 + (await sizeOfEntry(inner));
  return sum;
}
