import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { TransferError } from '../../../../client/transfer/problems.ts';
import { type PackOptions, packFiles, zipName } from '../../../../client/transfer/receiving/delivery.ts';
import { patternBytes } from '../../../contract/contract.ts';

const MODIFIED = Date.UTC(2024, 1, 29, 12, 34, 57);
const asZip: PackOptions = { severalFiles: 'zip', savedName: (name) => name };
const oneByOne: PackOptions = { ...asZip, severalFiles: 'one-by-one' };

const entryOf = (path: string, size: number, modified = MODIFIED) => ({ path, size, type: 'text/html', modified });
const wholeOf = (files: readonly { size: number }[]) => patternBytes(files.reduce((sum, { size }) => sum + size, 0));

interface Unzipped {
  readonly path: string;
  readonly bytes: Buffer;
  readonly modified: number;
  readonly attributes: number;
}

/** All that an independent reader finds, which checks sizes, and here sums too. */
async function unzip(blob: Blob): Promise<Unzipped[]> {
  const file = await fromBufferPromise(Buffer.from(await blob.arrayBuffer()), { strictFileNames: true });
  const entries: Unzipped[] = [];
  for await (const entry of file.eachEntry()) {
    expect(entry.generalPurposeBitFlag & 0x0800).toBe(0x0800);
    const bytes = entry.fileName.endsWith('/')
      ? Buffer.alloc(0)
      : await buffer(await file.openReadStreamPromise(entry));
    expect(entry.crc32).toBe(crc32(bytes));
    entries.push({
      path: entry.fileName,
      bytes,
      modified: entry.getLastModDate().getTime(),
      attributes: entry.externalFileAttributes >>> 16,
    });
  }
  return entries;
}

/** CRC-32 bit by bit, as its definition says. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

async function packOne(...given: Parameters<typeof packFiles>): Promise<{ name: string; blob: Blob }> {
  const packed = await packFiles(...given);
  expect(packed).toHaveLength(1);
  const [only] = packed;
  if (only === undefined) throw new Error('nothing was packed');
  return only;
}

const zipOf = async (files: ReturnType<typeof entryOf>[], emptyFolders: string[] = []) =>
  (await packOne(new Blob([wholeOf(files)]), files, emptyFolders, asZip)).blob;

describe('a single file', () => {
  test('is delivered as it is, as bytes and never as a document', async () => {
    const { name, blob } = await packOne(new Blob(['hello']), [entryOf('docs/a.html', 5)], [], asZip);
    expect([name, blob.type, await blob.text()]).toEqual(['a.html', 'application/octet-stream', 'hello']);
  });

  test('may be empty', async () => {
    const { name, blob } = await packOne(new Blob([]), [entryOf('a', 0)], [], oneByOne);
    expect([name, blob.size]).toEqual(['a', 0]);
  });
});

describe('several files', () => {
  test('arrive one by one when the person prefers that, each under a name of its own', async () => {
    const files = [entryOf('a/x.txt', 3), entryOf('b/x.txt', 0), entryOf('b/y.txt', 2)];
    const packed = await packFiles(new Blob(['abcde']), files, ['c'], oneByOne);
    const contents = await Promise.all(packed.map(async ({ name, blob }) => [name, await blob.text()]));
    expect(contents).toEqual([
      ['x.txt', 'abc'],
      ['x (2).txt', ''],
      ['y.txt', 'de'],
    ]);
  });

  test('arrive as one zip with their folders, names, bytes and times, empty ones included', async () => {
    const files = [entryOf('Grüße/漢字 😀.txt', 10), entryOf('empty', 0), entryOf('Grüße/more/b', 2_000_000)];
    const unzipped = await unzip(await zipOf(files, ['Grüße/nothing', 'void']));
    const whole = wholeOf(files);
    expect(unzipped.map(({ path }) => path)).toEqual([...files.map(({ path }) => path), 'Grüße/nothing/', 'void/']);
    expect(Buffer.compare(Buffer.concat(unzipped.map(({ bytes }) => bytes)), whole)).toBe(0);
    expect(unzipped.slice(0, 3).map(({ modified }) => modified)).toEqual([MODIFIED, MODIFIED, MODIFIED]);
    expect(unzipped.map(({ attributes }) => attributes.toString(8))).toEqual([
      ...['100644', '100644', '100644'],
      ...['40755', '40755'],
    ]);
  });

  const MIB = 1024 * 1024;
  const content = patternBytes(33 * MIB);

  test.each([
    [[8 * MIB, 0, 8 * MIB - 1, 1, 1000]],
    [[4 * MIB, 4 * MIB, 8 * MIB + 1, 0]],
    [[0, 9 * MIB, 1, 9 * MIB, 9 * MIB]],
  ])('of %j bytes are whole, though they are read in runs or referred to', async (sizes) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const files = sizes.map((size, at) => entryOf(`${at}`, size));
    const { blob } = await packOne(new Blob([content.subarray(0, total)]), files, [], asZip);
    const file = await fromBufferPromise(Buffer.from(await blob.arrayBuffer()));
    const found: Buffer[] = [];
    for await (const entry of file.eachEntry()) found.push(await buffer(await file.openReadStreamPromise(entry)));
    expect(found.map(({ length }) => length)).toEqual(sizes);
    expect(Buffer.compare(Buffer.concat(found), content.subarray(0, total))).toBe(0);
  });

  test('may be more than a zip could hold before zip64', async () => {
    const files = Array.from({ length: 70_000 }, (_, at) => entryOf(`folder ${at % 7}/${at}`, at % 3));
    const file = await fromBufferPromise(Buffer.from(await (await zipOf(files)).arrayBuffer()));
    let count = 0;
    for await (const entry of file.eachEntry()) {
      if (entry.fileName !== files[count]?.path || entry.uncompressedSize !== count % 3) break;
      count += 1;
    }
    expect([file.entryCount, count]).toEqual([70_000, 70_000]);
  });

  test.each([
    ['before there were zips', 0, 0],
    ['at the end of time', 8.64e15, new Date(2107, 11, 31, 23, 59, 58).getTime()],
  ])('may be from %s', async (_what, modified, read) => {
    const [first] = await unzip(await zipOf([entryOf('a', 1, modified), entryOf('b', 1)]));
    expect(first?.modified).toBe(read);
  });

  test('fail with a reason when their bytes cannot be read', async () => {
    const unreadable = new Blob(['ab']);
    unreadable.slice = () => {
      const slice = new Blob();
      slice.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      return slice;
    };
    const packing = packFiles(unreadable, [entryOf('a', 1), entryOf('b', 1)], [], asZip);
    await expect(packing).rejects.toBeInstanceOf(TransferError);
    await expect(packing).rejects.toMatchObject({ problem: 'storage-failed' });
  });

  test('are no longer packed when nobody waits for them', async () => {
    const files = [entryOf('a', 1), entryOf('b', 1)];
    const packing = packFiles(new Blob(['ab']), files, [], { ...asZip, signal: AbortSignal.abort() });
    await expect(packing).rejects.toHaveProperty('name', 'AbortError');
  });
});

describe('what is delivered', () => {
  test.each([
    [['photos/a', 'photos/b/c'], 'photos.zip'],
    [['photos'], 'photos.zip'],
    [['a.txt', 'b.txt', 'c.txt'], 'a.txt and 2 more.zip'],
    [['docs/a', 'docs/b', 'c'], 'docs and 1 more.zip'],
  ])('of %j is called %s', (paths, name) => {
    expect(zipName(paths)).toBe(name);
  });

  test('has the name that the page gives it, made safe', async () => {
    const savedName = (name: string) => `A/B - ${name}`;
    const files = [entryOf('d/x', 1), entryOf('d/y', 1)];
    const namesOf = async (options: PackOptions) =>
      (await packFiles(new Blob(['ab']), files, [], { ...options, savedName })).map(({ name }) => name);
    expect(await namesOf(asZip)).toEqual(['A_B - d.zip']);
    expect(await namesOf(oneByOne)).toEqual(['A_B - x', 'A_B - y']);
  });

  test('of empty folders alone is a zip in any case', async () => {
    const { name, blob } = await packOne(new Blob([]), [], ['a/b', 'a/c'], oneByOne);
    expect([name, (await unzip(blob)).map(({ path }) => path)]).toEqual(['a.zip', ['a/b/', 'a/c/']]);
  });
});
