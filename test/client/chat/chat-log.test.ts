import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChatLog, compareEntries, type LogEntry } from '../../../client/chat/chat-log.ts';

const entryOf = (id: string, time: number, counter = 0): LogEntry => ({ id, clock: { time, counter } });

function logOf(entries: readonly LogEntry[], capacity = 1_000): ChatLog<LogEntry> {
  const log = new ChatLog<LogEntry>(capacity);
  for (const entry of entries) log.insert(entry);
  return log;
}

const idsOf = (log: ChatLog<LogEntry>) => log.entries.map(({ id }) => id);

/** Entries with distinct ids, whose clocks often collide. */
const anyEntries = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 30 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.tuple(fc.nat(4), fc.nat(2)).map(([time, counter]) => entryOf(id, time, counter)))),
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
    expect(idsOf(logOf([entryOf('c', 2, 1), entryOf('a', 1, 9), entryOf('b', 2, 0)]))).toEqual(['a', 'b', 'c']);
  });

  test('breaks ties by id, so that everybody agrees', () => {
    expect(idsOf(logOf([entryOf('b', 1), entryOf('a', 1), entryOf('c', 1)]))).toEqual(['a', 'b', 'c']);
  });

  test('keeps the first of two entries with one id, and says so', () => {
    const log = logOf([]);
    const first = entryOf('a', 1);
    expect([log.insert(first), log.insert(entryOf('a', 5))]).toEqual([true, false]);
    expect(log.entries).toEqual([first]);
    expect(log.get('a')).toBe(first);
  });

  test('says when an entry is too old for it, and has forgotten what fell out', () => {
    const log = logOf([entryOf('b', 2), entryOf('c', 3)], 2);
    expect(log.insert(entryOf('a', 1))).toBe(false);
    expect(log.insert(entryOf('d', 4))).toBe(true);
    expect([log.get('a'), log.get('b')]).toEqual([undefined, undefined]);
  });

  test('has another entry in the place of an earlier one, if that is there', () => {
    const log = logOf([entryOf('a', 1), entryOf('b', 1), entryOf('c', 1)]);
    const other = entryOf('b', 1);
    log.replace(other);
    log.replace(entryOf('d', 1));
    expect(idsOf(log)).toEqual(['a', 'b', 'c']);
    expect(log.entries[1]).toBe(other);
    expect(log.get('b')).toBe(other);
  });

  test('keeps the newest entries when it is full, also against an older one that comes late', () => {
    expect(idsOf(logOf([entryOf('b', 2), entryOf('c', 3), entryOf('d', 4)], 2))).toEqual(['c', 'd']);
    expect(idsOf(logOf([entryOf('c', 3), entryOf('d', 4), entryOf('a', 1)], 2))).toEqual(['c', 'd']);
  });

  test('looks at few of its entries to find a place for one, wherever that is', () => {
    let looks = 0;
    const watched = (number: number) => ({
      id: `${number}`,
      get clock() {
        looks += 1;
        return { time: number, counter: 0 };
      },
    });
    const log = new ChatLog(10_000);
    for (let number = 0; number < 10_000; number++) log.insert(watched(number * 2));
    expect(looks).toBeLessThanOrEqual(2 * 10_000);
    for (const number of [1, 9_999, 19_997]) {
      looks = 0;
      log.insert(watched(number));
      expect(looks).toBeLessThanOrEqual(2 * 16);
    }
  });

  test('is the same for the same set of entries: any order, any repetition, any capacity', () => {
    fc.assert(
      fc.property(
        anyEntries.chain((entries) => fc.tuple(fc.constant(entries), reordered(entries), reordered(entries))),
        fc.integer({ min: 1, max: 40 }),
        ([entries, one, other], capacity) => {
          const log = logOf(one, capacity);
          expect(log.entries).toEqual(logOf(other, capacity).entries);
          expect(log.entries).toEqual(entries.toSorted(compareEntries).slice(-capacity));
        },
      ),
    );
  });
});
