import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSinkChooser } from '../../../client/transfer/sinks/choose-sink.ts';
import { IndexedDbSink } from '../../../client/transfer/sinks/indexeddb-sink.ts';
import type { IndexedDbStore } from '../../../client/transfer/sinks/indexeddb-store.ts';
import { StreamSink } from '../../../client/transfer/sinks/stream-sink.ts';
import { fakeTransferId } from '../../support/fake-ids.ts';

const transfer = fakeTransferId(1);
const store = {} as IndexedDbStore;
const oneFile = { fileName: 'a.txt' };
const severalFiles = { fileName: undefined };

/** A browser with a save picker, which answers that name with a file. */
function stubPicker() {
  const asked: unknown[] = [];
  const handle = { createWritable: () => Promise.resolve({}) };
  const showSaveFilePicker = (options: unknown) => {
    asked.push(options);
    return Promise.resolve(handle);
  };
  vi.stubGlobal('window', { showSaveFilePicker });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the place where an accepted offer goes', () => {
  test('is a file that the person chooses, where the browser can ask', async () => {
    const asked = stubPicker();
    const choice = createSinkChooser(store)(transfer, oneFile);
    expect(choice.destination.place).toBe('a file that you choose');
    expect(asked).toEqual([]);
    await choice.open();
    expect(asked).toEqual([{ suggestedName: 'a.txt' }]);
  });

  test('is the downloads for several files, although the browser can ask', async () => {
    stubPicker();
    const choice = createSinkChooser(store)(transfer, severalFiles);
    expect(choice.destination.place).toBe('your downloads');
    expect(await choice.open()).toBeInstanceOf(IndexedDbSink);
  });

  test('is the downloads by way of the browser’s storage on plain http', async () => {
    vi.stubGlobal('window', {});
    const choice = createSinkChooser(store)(transfer, oneFile);
    expect(choice.destination.place).toBe('your downloads');
    expect(await choice.open()).toBeInstanceOf(IndexedDbSink);
  });

  test('is the downloads by way of a stream where the browser forbids storage, which the card says', async () => {
    vi.stubGlobal('window', {});
    const choice = createSinkChooser(undefined)(transfer, oneFile);
    expect(choice.destination.reason).toContain('no storage');
    expect(await choice.open()).toBeInstanceOf(StreamSink);
  });
});
