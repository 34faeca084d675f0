import type { TransferId } from '../../../shared/ids.ts';
import { FileSystemSink } from './file-system-sink.ts';
import { IndexedDbSink } from './indexeddb-sink.ts';
import type { IndexedDbStore } from './indexeddb-store.ts';
import type { SinkChoice, SinkRequest } from './sink.ts';
import { StreamSink } from './stream-sink.ts';

/** The best way that this browser has to save an offer; known before it is accepted, so that the card can say it. */
export type ChooseSink = (transfer: TransferId, request: SinkRequest) => SinkChoice;

/** `store` is undefined where the browser forbids storage (a setting, or a private window). */
export const createSinkChooser =
  (store: IndexedDbStore | undefined): ChooseSink =>
  (transfer, { fileName }) => {
    if (fileName !== undefined && 'showSaveFilePicker' in window) return intoChosenFile(fileName);
    return store === undefined ? throughStream : throughIndexedDb(transfer, store);
  };

const intoChosenFile = (fileName: string): SinkChoice => ({
  destination: {
    place: 'a file that you choose',
    reason: 'this browser writes straight into it, whatever its size',
  },
  open: () => FileSystemSink.pick(fileName),
});

const throughIndexedDb = (transfer: TransferId, store: IndexedDbStore): SinkChoice => ({
  destination: {
    place: 'your downloads',
    reason: 'pages like this one cannot ask for a place, so it is gathered on disk first',
  },
  open: () => Promise.resolve(new IndexedDbSink(store, transfer, Date.now)),
});

const throughStream: SinkChoice = {
  destination: {
    place: 'your downloads',
    reason: 'this browser allows no storage here, so keep the page open until it is done',
  },
  open: () => Promise.resolve(new StreamSink()),
};
