import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import {
  centralHeader,
  endRecords,
  localHeader,
  type ZipEntry,
} from '../../../../client/transfer/receiving/zip-records.ts';

const GIB = 2 ** 30;
const entryOf = (path: string, size: number): ZipEntry => ({ path, size, crc: 0x8123_4567, modified: 1e12 });

/** The end of a zip whose beginning nobody asks for. */
class EndReader extends RandomAccessReader {
  readonly #bytes: Buffer;
  readonly #start: number;

  constructor(bytes: Buffer, start: number) {
    super();
    this.#bytes = bytes;
    this.#start = start;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from([this.#bytes.subarray(start - this.#start, end - this.#start)]);
  }
}

describe('the directory of a zip', () => {
  test.each([
    ['small', 10, 10],
    ['larger than 4 GiB', 5 * GIB, 10 * GIB],
    ['exactly what 32 bits hold', 2 ** 32 - 1, 2 ** 32 - 1],
    ['of terabytes', 2 ** 43, 2 ** 44],
  ])('is read for files that are %s', async (_what, size, offset) => {
    const entries = [entryOf('first', size), entryOf('second', 3)];
    const headers = [centralHeader(entryOf('first', size), 0), centralHeader(entryOf('second', 3), offset)];
    const bytes = headers.reduce((sum, { length }) => sum + length, 0);
    const start = offset + 100;
    // As much before it as a reader looks at in search of the end.
    const before = Buffer.alloc(Math.min(start, 70_000));
    const end = Buffer.concat([before, ...headers, endRecords({ entries: 2, offset: start, bytes })]);
    const endStart = start - before.length;
    const zip = await fromRandomAccessReaderPromise(new EndReader(end, endStart), endStart + end.length);
    const read: unknown[] = [];
    for await (const entry of zip.eachEntry()) {
      read.push([entry.fileName, entry.uncompressedSize, entry.crc32, entry.relativeOffsetOfLocalHeader]);
    }
    expect(read).toEqual([
      ['first', size, entries[0]?.crc, 0],
      ['second', 3, entries[1]?.crc, offset],
    ]);
  });

  test('and what stands before a file of more than 4 GiB agree on its size', () => {
    const view = new DataView(localHeader(entryOf('a', 5 * GIB)).buffer);
    expect([view.getUint32(18, true), view.getUint32(22, true)]).toEqual([2 ** 32 - 1, 2 ** 32 - 1]);
    expect([view.getUint16(31, true), view.getUint16(33, true)]).toEqual([1, 16]);
    expect([view.getBigUint64(35, true), view.getBigUint64(43, true)]).toEqual([BigInt(5 * GIB), BigInt(5 * GIB)]);
  });
});
