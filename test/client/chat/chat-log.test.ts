import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareEntries, insertEntry, type LogEntry, messageKey } from '../../../client/chat/chat-log.ts';
import { fakePeerId } from '../../support/fake-ids.ts';

const entryOf = (key: string, time: number, counter = 0): LogEntry => ({ key, clock: { time, counter } });

const logOf = (entries: readonly LogEntry[], capacity = 1_000) =>
  entries.reduce<readonly LogEntry[]>((log, entry) => insertEntry(log, entry, capacity), []);

const keysOf = (log: readonly LogEntry[]) => log.map(({ key }) => key);

/** Entries with distinct keys, whose clocks often collide. */
const anyEntries = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 30 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) => fc.tuple(fc.nat(4), fc.nat(2)).map(([time, counter]) => entryOf(key, time, counter))),
    ),
  );

/** The same entries in another order, some of them several times. */
const reordered = (entries: readonly LogEntry[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      fc.array(fc.nat(Math.max(0, entries.length - 1)), { maxLength: entries.length }),
    )
    .map(([shuffled, again]) => [...shuffled, ...again.flatMap((at) => entries[at] ?? [])]);

describe('the chat log', () => {
  test('is in the order of the clocks, whatever order its entries come in', () => {
    expect(keysOf(logOf([entryOf('c', 2, 1), entryOf('a', 1, 9), entryOf('b', 2, 0)]))).toEqual(['a', 'b', 'c']);
  });

  test('breaks ties by key, so that everybody agrees', () => {
    expect(keysOf(logOf([entryOf('b', 1), entryOf('a', 1), entryOf('c', 1)]))).toEqual(['a', 'b', 'c']);
  });

  test('keeps the first of two entries with one key', () => {
    const first = entryOf('a', 1);
    expect(logOf([first, entryOf('a', 5)])).toEqual([first]);
  });

  test('is the very same log when nothing is new', () => {
    const log = logOf([entryOf('a', 1)]);
    expect(insertEntry(log, entryOf('a', 1), 10)).toBe(log);
  });

  test('never changes a log that it was given', () => {
    const log = Object.freeze([entryOf('b', 2)]);
    expect(keysOf(insertEntry(log, entryOf('a', 1), 10))).toEqual(['a', 'b']);
    expect(keysOf(log)).toEqual(['b']);
  });

  test('keeps the newest entries when it is full, also against an older one that comes late', () => {
    expect(keysOf(logOf([entryOf('b', 2), entryOf('c', 3), entryOf('d', 4)], 2))).toEqual(['c', 'd']);
    expect(keysOf(logOf([entryOf('c', 3), entryOf('d', 4), entryOf('a', 1)], 2))).toEqual(['c', 'd']);
  });

  test('is the same for the same set of entries: any order, any repetition, any capacity', () => {
    fc.assert(
      fc.property(
        anyEntries.chain((entries) => fc.tuple(fc.constant(entries), reordered(entries), reordered(entries))),
        fc.integer({ min: 1, max: 40 }),
        ([entries, one, other], capacity) => {
          const log = logOf(one, capacity);
          expect(log).toEqual(logOf(other, capacity));
          expect(log).toEqual(entries.toSorted(compareEntries).slice(-capacity));
        },
      ),
    );
  });

  test('tells the messages of two people apart', () => {
    const keys = [fakePeerId(1), fakePeerId(2)].flatMap((author) => [messageKey(author, 1), messageKey(author, 11)]);
    expect(new Set(keys).size).toBe(4);
  });
});
