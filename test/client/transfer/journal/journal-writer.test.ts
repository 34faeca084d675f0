import { beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../../client/transfer/journal/journal.ts';
import { JournalWriter } from '../../../../client/transfer/journal/journal-writer.ts';
import { MemoryJournal } from '../../../../client/transfer/journal/memory-stores.ts';
import { TransferError } from '../../../../client/transfer/problems.ts';
import { fakeJournalEntry } from '../../../support/fake-journal-entry.ts';

/** A journal whose writes wait until a test lets them go on. */
class SlowJournal extends MemoryJournal {
  readonly puts: { readonly entry: JournalEntry; readonly finish: () => void; readonly fail: (why: Error) => void }[] =
    [];
  readonly #put = this.put;

  override put = (entry: JournalEntry): Promise<void> =>
    new Promise((resolve, reject) => {
      const finish = () => this.#put(entry).then(resolve, reject);
      this.puts.push({ entry, finish: () => void finish(), fail: reject });
    });
}

const savedUpTo = (bytes: number) => ({ saved: { pieces: 1, bytes, proof: [] } });
const contents = { manifest: new Uint8Array([1]), selection: 'all' } as const;

let journal: SlowJournal;
let writer: JournalWriter;

beforeEach(() => {
  journal = new SlowJournal();
  writer = new JournalWriter(journal, fakeJournalEntry());
});

describe('the journal writer', () => {
  test('knows the newest state before it is written', () => {
    void writer.update(savedUpTo(10));
    void writer.update({ paused: true });
    expect(writer.entry).toEqual(fakeJournalEntry({ ...savedUpTo(10), paused: true }));
  });

  test('writes one state at a time, and of those that came meanwhile only the newest', async () => {
    const updates = [10, 20, 30].map((bytes) => writer.update(savedUpTo(bytes)));
    expect(journal.puts).toHaveLength(1);
    journal.puts[0]?.finish();
    await expect.poll(() => journal.puts.length).toBe(2);
    journal.puts[1]?.finish();
    await Promise.all(updates);
    expect(journal.puts.map(({ entry }) => entry.saved.bytes)).toEqual([10, 30]);
    expect(await journal.list()).toEqual([fakeJournalEntry(savedUpTo(30))]);
  });

  test('tells everybody who waits when writing fails, and can write again', async () => {
    const failure = new TransferError('no-space');
    const updates = [writer.update(savedUpTo(10)), writer.update(savedUpTo(20))];
    journal.puts[0]?.fail(failure);
    for (const update of updates) await expect(update).rejects.toBe(failure);
    const again = writer.update(savedUpTo(30));
    journal.puts[1]?.finish();
    await again;
    expect(await journal.list()).toEqual([fakeJournalEntry(savedUpTo(30))]);
  });

  test('forgets a transfer only after a write that is under way, and writes nothing afterwards', async () => {
    const update = writer.update(savedUpTo(10));
    const deleting = writer.delete();
    journal.puts[0]?.finish();
    await Promise.all([update, deleting]);
    await writer.update(savedUpTo(20));
    await writer.putContents(contents);
    expect(await journal.list()).toEqual([]);
    expect(await journal.contents(writer.entry.transfer)).toBeUndefined();
    expect(journal.puts).toHaveLength(1);
  });

  test('forgets a transfer although the write before it failed', async () => {
    const update = writer.update(savedUpTo(10));
    const deleting = writer.delete();
    journal.puts[0]?.fail(new TransferError('storage-failed'));
    await expect(update).rejects.toThrow();
    await deleting;
    expect(await journal.list()).toEqual([]);
  });

  test('keeps the contents apart', async () => {
    expect(await writer.contents()).toBeUndefined();
    await writer.putContents(contents);
    expect(await writer.contents()).toEqual(contents);
  });

  test('writes nothing of what does not outlive the page', async () => {
    const passing = new JournalWriter(journal, fakeJournalEntry({ record: { type: 'stream' } }));
    await passing.update(savedUpTo(10));
    await passing.putContents(contents);
    expect(passing.entry.saved.bytes).toBe(10);
    expect(await passing.contents()).toBeUndefined();
    expect(journal.puts).toEqual([]);
  });
});
