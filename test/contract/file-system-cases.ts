import { TransferError } from '../../client/transfer/problems.ts';
import { FileSystemSink } from '../../client/transfer/sinks/file-system-sink.ts';
import { PickerDismissed } from '../../client/transfer/sinks/sink.ts';
import { type ContractCase, check, rejectionOf } from './contract.ts';

const pickerThrows = (error: Error) => {
  window.showSaveFilePicker = () => Promise.reject(error);
};

/** What the save picker and a full disk do. */
export const fileSystemCases: readonly ContractCase<void>[] = [
  {
    name: 'a picker that the person closes is told apart from a failure',
    run: async () => {
      pickerThrows(new DOMException('closed', 'AbortError'));
      check((await rejectionOf(FileSystemSink.pick('a.txt'))) instanceof PickerDismissed, 'PickerDismissed');
    },
  },
  {
    name: 'a picker that fails rejects with a TransferError',
    run: async () => {
      pickerThrows(new DOMException('not allowed', 'SecurityError'));
      check((await rejectionOf(FileSystemSink.pick('a.txt'))) instanceof TransferError, 'a TransferError');
    },
  },
  {
    name: 'a file that cannot be opened for writing rejects with a TransferError',
    run: async () => {
      const createWritable = () => Promise.reject(new DOMException('read only', 'NoModificationAllowedError'));
      window.showSaveFilePicker = () => Promise.resolve({ createWritable } as unknown as FileSystemFileHandle);
      check((await rejectionOf(FileSystemSink.pick('a.txt'))) instanceof TransferError, 'a TransferError');
    },
  },
  {
    name: 'a full disk is told as such, by a write and by the finish',
    run: async () => {
      const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
      const stream = { write: full, close: full, abort: () => Promise.resolve() };
      const createWritable = () => Promise.resolve(stream);
      window.showSaveFilePicker = () => Promise.resolve({ createWritable } as unknown as FileSystemFileHandle);
      const sink = await FileSystemSink.pick('a.txt');
      for (const attempt of [sink.write(new Uint8Array(1)), sink.finish()]) {
        const error = await rejectionOf(attempt);
        check(error instanceof TransferError && error.problem === 'no-space', 'the problem “no-space”');
      }
      await sink.abort();
    },
  },
];
