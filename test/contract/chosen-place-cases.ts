import { openDatabase } from '../../client/transfer/journal/database.ts';
import { TransferError } from '../../client/transfer/problems.ts';
import { createSinks } from '../../client/transfer/sinks/create-sinks.ts';
import { FileSystemSink } from '../../client/transfer/sinks/file-system-sink.ts';
import { createFolderNameStore } from '../../client/transfer/sinks/folder-names.ts';
import { FolderSink } from '../../client/transfer/sinks/folder-sink.ts';
import { pickFile, pickFolder } from '../../client/transfer/sinks/pickers.ts';
import { PickerDismissed, type SinkRequest } from '../../client/transfer/sinks/sink.ts';
import { type ContractCase, check, checkSame, patternBytes, rejectionOf } from './contract.ts';
import { freshTransfer, readPath, startOpfsWorker } from './sink-labs.ts';

const pickersThrow = (error: Error) => {
  window.showSaveFilePicker = () => Promise.reject(error);
  window.showDirectoryPicker = () => Promise.reject(error);
};

async function freshFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(`cases ${performance.now()}`, { create: true });
}

async function putText(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await stream.write(text);
  await stream.close();
}

const textAt = async (folder: FileSystemDirectoryHandle, path: string) => (await readPath(folder, path)).text();

const requestOf = (
  texts: Readonly<Record<string, string>>,
): { request: SinkRequest; bytes: () => Uint8Array<ArrayBuffer> } => {
  const files = Object.entries(texts).map(([path, text]) => ({ path, size: text.length, modified: 0 }));
  const request = {
    transfer: freshTransfer(),
    files,
    emptyFolders: [],
    savedName: (top: string) => top,
    startBytes: 0,
  };
  return { request, bytes: () => new TextEncoder().encode(Object.values(texts).join('')) };
};

const names = createFolderNameStore(undefined);

/** What the pickers do, and what is special about files and folders of the person's own. */
export const chosenPlaceCases: readonly ContractCase<void>[] = [
  {
    name: 'a picker that the person closes is told apart from a failure',
    run: async () => {
      pickersThrow(new DOMException('closed', 'AbortError'));
      for (const picked of [pickFile('a.txt'), pickFolder()]) {
        check((await rejectionOf(picked)) instanceof PickerDismissed, 'PickerDismissed');
      }
    },
  },
  {
    name: 'a picker that fails rejects with a TransferError',
    run: async () => {
      pickersThrow(new DOMException('not allowed', 'SecurityError'));
      for (const picked of [pickFile('a.txt'), pickFolder()]) {
        check((await rejectionOf(picked)) instanceof TransferError, 'a TransferError');
      }
    },
  },
  {
    name: 'a chosen file stays as it was when nothing was committed',
    run: async () => {
      const folder = await freshFolder();
      await putText(folder, 'a.txt', 'before');
      const sink = await FileSystemSink.open(await folder.getFileHandle('a.txt'), 0);
      await sink.write([patternBytes(1_000)]);
      await sink.abort();
      checkSame(await textAt(folder, 'a.txt'), 'before', 'the file');
    },
  },
  {
    name: 'a folder’s own files are not overwritten, also when a transfer goes on',
    run: async () => {
      const folder = await freshFolder();
      await putText(folder, 'A.txt', 'mine');
      await folder.getDirectoryHandle('album', { create: true });
      const { request, bytes } = requestOf({ 'a.txt': '12345', 'album/b.txt': '67890' });
      const first = await FolderSink.open(folder, request, names);
      await first.write([bytes().slice(0, 7)]);
      await first.close();
      checkSame(first.durableBytes, 7, 'what is durable');
      const second = await FolderSink.open(folder, { ...request, startBytes: 7 }, names);
      await second.write([bytes().slice(7)]);
      await second.finish();
      const texts = await Promise.all(['A.txt', 'a (2).txt', 'album (2)/b.txt'].map((path) => textAt(folder, path)));
      checkSame(texts, ['mine', '12345', '67890'], 'the files');
    },
  },
  {
    name: 'two transfers into one folder at once do not meet',
    run: async () => {
      const folder = await freshFolder();
      const [one, other] = [requestOf({ 'a.txt': 'one' }), requestOf({ 'a.txt': 'other' })];
      const first = await FolderSink.open(folder, one.request, names);
      const second = await FolderSink.open(folder, other.request, names);
      await Promise.all([first.write([one.bytes()]), second.write([other.bytes()])]);
      await second.abort();
      await first.finish();
      checkSame(await textAt(folder, 'a.txt'), 'one', 'the file');
    },
  },
  {
    name: 'a thousand small files arrive whole',
    run: async () => {
      const texts = Object.fromEntries(
        Array.from({ length: 1_000 }, (_, at) => [`many/${at % 10}/${at}.txt`, `file ${at}`]),
      );
      const folder = await freshFolder();
      const { request, bytes } = requestOf(texts);
      const sink = await FolderSink.open(folder, request, names);
      await sink.write([bytes()]);
      checkSame(sink.durableBytes, bytes().length, 'what is durable');
      await sink.finish();
      for (const at of [0, 500, 999])
        checkSame(await textAt(folder, `many/${at % 10}/${at}.txt`), `file ${at}`, 'a file');
    },
  },
  {
    name: 'what is picked can be opened without asking again, and discarded',
    run: async () => {
      const folder = await freshFolder();
      const handle = await folder.getFileHandle('a.txt', { create: true });
      window.showSaveFilePicker = () => Promise.resolve(handle);
      window.showDirectoryPicker = () => Promise.resolve(folder);
      const sinks = await createSinks({ database: await openDatabase(), startOpfsWorker });
      const { request, bytes } = requestOf({ 'b/c.txt': 'text' });
      for (const [fileName, saveTo, type] of [
        ['a.txt', 'best', 'file'],
        [undefined, 'best', 'folder'],
        ['a.txt', 'browser', 'opfs'],
        ['a.txt', 'memory', 'stream'],
      ] as const) {
        const record = await sinks.choose({ fileName, saveTo, totalBytes: 4 }).pick();
        checkSame(record.type, type, 'the record');
        check(await sinks.isAllowed(record), 'to be allowed');
        const sink = await sinks.open(record, request);
        await Promise.all([sink.write([bytes()]), sink.flush()]);
        await sink.close();
        await sinks.discard(record, request.transfer);
      }
      for await (const name of folder.keys()) check(false, `nothing to be left, but ${name} is`);
    },
  },
];
