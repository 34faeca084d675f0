import { beforeEach, describe, expect, test } from 'vitest';
import { type Chunks, lengthOf } from '../../../../client/transfer/files/chunks.ts';
import { JournalWriter } from '../../../../client/transfer/journal/journal-writer.ts';
import { MemoryJournal } from '../../../../client/transfer/journal/memory-stores.ts';
import { PieceKeeper } from '../../../../client/transfer/receiving/piece-keeper.ts';
import type { Sink } from '../../../../client/transfer/sinks/sink.ts';
import { fakeJournalEntry } from '../../../support/fake-journal-entry.ts';

/** A sink that gathers what it is given, and makes it durable when it is flushed or closed. */
class GatheringSink implements Sink {
  durableBytes = 0;
  givenBytes = 0;
  ended: 'finished' | 'closed' | 'aborted' | undefined;

  write(chunks: Chunks): Promise<void> {
    this.givenBytes += lengthOf(chunks);
    return Promise.resolve();
  }

  flush(): Promise<void> {
    this.durableBytes = this.givenBytes;
    return Promise.resolve();
  }

  finish(): Promise<Blob> {
    this.ended = 'finished';
    return Promise.resolve(new Blob(['whole']));
  }

  async close(): Promise<void> {
    await this.flush();
    this.ended = 'closed';
  }

  abort(): Promise<void> {
    this.ended = 'aborted';
    return Promise.resolve();
  }
}

const hashed = (value: number) => ({ chunks: [], length: 0, digest: new Uint8Array(32).fill(value) });
const proofOf = (index: number) => ({ index, digest: `0${index}`.repeat(32) });

let journal: MemoryJournal;
let sink: GatheringSink;
let keeper: PieceKeeper;

beforeEach(() => {
  journal = new MemoryJournal();
  sink = new GatheringSink();
  keeper = new PieceKeeper(sink, new JournalWriter(journal, fakeJournalEntry()));
});

const keep = (index: number, bytes: number) => keeper.keep(index, hashed(index), [new Uint8Array(bytes)]);
const journaled = async () => (await journal.list())[0]?.saved;

describe('the piece keeper', () => {
  test('counts what the sink has taken', async () => {
    await keep(3, 10);
    await keep(4, 5);
    expect([keeper.pieces, keeper.bytes, sink.givenBytes]).toEqual([2, 15, 15]);
  });

  test('counts a piece at once, and its bytes when the sink has taken them', async () => {
    const keeping = keep(3, 10);
    expect([keeper.pieces, keeper.bytes]).toEqual([1, 0]);
    await keeping;
    expect(keeper.bytes).toBe(10);
  });

  test('notes in the journal what is durable, and nothing before it is', async () => {
    await keep(3, 10);
    await keep(4, 5);
    expect(await journaled()).toBeUndefined();
    await keeper.flush();
    expect(await journaled()).toEqual({ pieces: 2, bytes: 15, proof: [proofOf(3), proofOf(4)] });
  });

  test('notes what became durable with another piece', async () => {
    await keep(1, 10);
    await sink.flush();
    await keep(2, 5);
    expect(await journaled()).toEqual({ pieces: 1, bytes: 10, proof: [proofOf(1)] });
  });

  test('notes no piece of which only a part is durable', async () => {
    await keep(1, 10);
    sink.durableBytes = 9;
    await keep(2, 5);
    expect(await journaled()).toBeUndefined();
  });

  test('notes what the close has made durable', async () => {
    await keep(1, 10);
    await keeper.close();
    expect(sink.ended).toBe('closed');
    expect(await journaled()).toMatchObject({ pieces: 1, bytes: 10 });
  });

  test('goes on from where the journal is', async () => {
    const saved = { pieces: 2, bytes: 20, proof: [proofOf(0), proofOf(1)] };
    sink.givenBytes = 20;
    keeper = new PieceKeeper(sink, new JournalWriter(journal, fakeJournalEntry({ saved })));
    expect([keeper.pieces, keeper.bytes]).toEqual([2, 20]);
    await keep(2, 10);
    await keeper.flush();
    expect(await journaled()).toMatchObject({ pieces: 3, bytes: 30 });
  });

  test('passes the end on to the sink', async () => {
    expect(await (await keeper.finish())?.text()).toBe('whole');
    expect(sink.ended).toBe('finished');
    await keeper.abort();
    expect(sink.ended).toBe('aborted');
  });

  test('notes nothing of a piece that the sink refuses', async () => {
    const failure = new Error('full');
    sink.write = () => Promise.reject(failure);
    await expect(keep(1, 10)).rejects.toBe(failure);
    expect(keeper.bytes).toBe(0);
    expect(await journaled()).toBeUndefined();
  });
});
