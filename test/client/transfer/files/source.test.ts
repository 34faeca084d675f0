import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChosenFiles } from '../../../../client/transfer/files/chosen-files.ts';
import { joinChunks, lengthOf } from '../../../../client/transfer/files/chunks.ts';
import { firstNames, parseManifest } from '../../../../client/transfer/files/manifest.ts';
import { Source } from '../../../../client/transfer/files/source.ts';
import { SourceError } from '../../../../client/transfer/files/source-error.ts';
import { pieceCount } from '../../../../client/transfer/pieces/pieces.ts';
import { TransferError } from '../../../../client/transfer/problems.ts';
import { PIECE_BYTES, TRANSFER_BYTES_MAX, TRANSFER_FILES_MAX } from '../../../../shared/limits.ts';
import { joinBytes } from '../../../contract/contract.ts';
import { countTurns } from '../../../support/count-turns.ts';
import { bytesOf, chosen, chosenAt, fakeFile, shrunkFile, unreadableFile } from '../../../support/fake-files.ts';
import { createFakeHasher } from '../../../support/fake-hasher.ts';

const hasher = await createFakeHasher();

/** All pieces together, each of which must be what its digest says. */
async function readAll(source: Source): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let index = 0; index < pieceCount(source.totalBytes); index++) {
    const { chunks, digest } = await source.readPiece(index, hasher);
    const piece = joinChunks(chunks);
    expect(digest).toEqual((await hasher.hash([piece.slice()])).digest);
    parts.push(piece);
  }
  return joinBytes(parts);
}

async function expectWhole(files: readonly File[]): Promise<void> {
  const source = await Source.create(chosen(...files));
  const [read, expected] = [await readAll(source), await bytesOf(...files)];
  expect(Buffer.compare(read, expected)).toBe(0);
  expect(source.totalBytes).toBe(expected.length);
}

const parse = ({ manifest, encodedManifest, totalBytes }: Source) =>
  parseManifest(encodedManifest, {
    fileCount: manifest.files.length,
    folderCount: manifest.emptyFolders.length,
    totalBytes,
    names: firstNames(manifest),
  });

const filesOf = (sizes: readonly number[]) => sizes.map((size, at) => fakeFile(`file ${at}`, size));

describe('a source', () => {
  test.each([
    ['one small file', [10]],
    ['one empty file', [0]],
    ['empty files only', [0, 0, 0]],
    ['a file of one whole piece', [PIECE_BYTES]],
    ['a file that ends where a piece does, and more after it', [PIECE_BYTES, 10]],
    ['a file over several pieces', [2 * PIECE_BYTES + 10]],
    ['empty files at the edges of pieces', [0, PIECE_BYTES, 0, 0, PIECE_BYTES, 0]],
    ['many small files in one piece', Array.from({ length: 2_000 }, (_, at) => at % 3)],
  ])('reads %s', (_what, sizes) => expectWhole(filesOf(sizes)));

  test('reads any files, one after the other', async () => {
    const size = fc.oneof(fc.constant(0), fc.nat(100), fc.constant(PIECE_BYTES), fc.nat(2 * PIECE_BYTES));
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 8 }), (sizes) => expectWhole(filesOf(sizes))),
      { numRuns: 30 },
    );
  });

  test('gives each piece in buffers of its own, which can be moved', async () => {
    const source = await Source.create(chosen(...filesOf([10, 20])));
    const { chunks } = await source.readPiece(0, hasher);
    structuredClone(chunks, { transfer: chunks.map(({ buffer }) => buffer) });
    expect(lengthOf((await source.readPiece(0, hasher)).chunks)).toBe(30);
  });

  test('encodes its manifest', async () => {
    const source = await Source.create(
      chosen(...Array.from({ length: 20_000 }, (_, at) => fakeFile(`file number ${at}`, 0))),
    );
    expect(source.encodedManifest.length).toBeGreaterThan(PIECE_BYTES);
    expect(await parse(source)).toEqual(source.manifest);
  });

  test('describes its files, with their folders', async () => {
    const files = [chosenAt('photos/2026/a.txt', 3), chosenAt('b.txt', 4)];
    const { manifest } = await Source.create({ files, emptyFolders: ['photos/empty'] });
    expect(manifest).toEqual({
      files: [
        { path: 'photos/2026/a.txt', size: 3, type: 'text/plain', modified: 1_700_000_000_000 },
        { path: 'b.txt', size: 4, type: 'text/plain', modified: 1_700_000_000_000 },
      ],
      emptyFolders: ['photos/empty'],
    });
  });

  test('may be empty folders only', async () => {
    const source = await Source.create({ files: [], emptyFolders: ['a/b', 'c'] });
    expect(source.totalBytes).toBe(0);
    expect((await parse(source)).emptyFolders).toEqual(['a/b', 'c']);
  });

  test('describes only what every receiver accepts', async () => {
    const odd = new File([], 'c:\\a\0', { lastModified: -1.5 });
    Object.defineProperty(odd, 'type', { value: 'ünusual' });
    const source = await Source.create(
      chosen(odd, odd, new File([], '漢'.repeat(120)), new File([], '漢'.repeat(120))),
    );
    expect(await parse(source)).toEqual(source.manifest);
    expect(source.manifest.files[0]).toEqual({ path: 'c__a_', size: 0, type: '', modified: 0 });
  });

  test('gives each path to one thing only, whatever was chosen', async () => {
    const path = fc.constantFrom('a', 'b', 'a/a', 'a/b', 'a/a/c', 'b/c', '/a', 'a (2)', '', 'a//b', '..');
    await fc.assert(
      fc.asyncProperty(fc.array(path), fc.array(path), async (paths, emptyFolders) => {
        fc.pre(paths.length + emptyFolders.length > 0);
        const source = await Source.create({ files: paths.map((at) => chosenAt(at, at.length)), emptyFolders });
        expect(await parse(source)).toEqual(source.manifest);
        expect(source.manifest.files.map(({ size }) => size)).toEqual(paths.map(({ length }) => length));
      }),
    );
  });

  test('lets files give way to folders of the same name', async () => {
    const files = [chosenAt('a', 1), chosenAt('a/b', 2), chosenAt('a/b', 3), chosenAt('c', 4)];
    const { manifest } = await Source.create({ files, emptyFolders: ['a', 'c', 'c'] });
    expect(manifest.files.map(({ path }) => path)).toEqual(['a (2)', 'a/b', 'a/b (2)', 'c (2)']);
    expect(manifest.emptyFolders).toEqual(['c']);
  });

  test.each([
    ['was deleted', unreadableFile('a', 100)],
    ['has become shorter', shrunkFile('a', 100, 60)],
  ])('says so when a file %s', async (_what, file) => {
    for (const files of [[file], [fakeFile('b', 10), file]]) {
      const reading = (await Source.create(chosen(...files))).readPiece(0, hasher);
      await expect(reading).rejects.toBeInstanceOf(TransferError);
      await expect(reading).rejects.toMatchObject({ problem: 'file-unreadable' });
    }
  });

  test('of as many files as there may be is made in many turns, and no longer than anybody waits', async () => {
    const file = fakeFile('a', 1);
    const files = Array.from({ length: TRANSFER_FILES_MAX }, (_, at) => ({ path: `folder ${at % 100}/${at}`, file }));
    const { turns } = await countTurns(() => Source.create({ files, emptyFolders: [] }));
    expect(turns).toBeGreaterThan(5);
    const controller = new AbortController();
    const creating = Source.create({ files, emptyFolders: [] }, controller.signal);
    controller.abort();
    await expect(creating).rejects.toHaveProperty('name', 'AbortError');
  });
});

describe('files that cannot be offered together', () => {
  const large = (size: number) => ({ path: 'a', file: { size, type: '', lastModified: 0 } as File });
  const many = (count: number) => Array.from({ length: count }, () => large(0));

  test.each([
    ['no-files', [], 0],
    ['too-many-files', many(TRANSFER_FILES_MAX + 1), 0],
    ['too-many-files', many(TRANSFER_FILES_MAX), 1],
    ['too-large', [large(TRANSFER_BYTES_MAX), large(1)], 0],
  ])('%s', async (problem, files, folders) => {
    const emptyFolders = Array.from({ length: folders }, (_, at) => `folder ${at}`);
    const creating = Source.create({ files, emptyFolders });
    await expect(creating).rejects.toBeInstanceOf(SourceError);
    await expect(creating).rejects.toMatchObject({ problem });
  });

  test.each([[[large(0)]], [[large(TRANSFER_BYTES_MAX)]]])('are not those within the limits', async (files) => {
    await expect(Source.create({ files, emptyFolders: [] })).resolves.toBeInstanceOf(Source);
  });
});

describe('files that are chosen again', () => {
  const again = async (first: ChosenFiles, second: ChosenFiles) => Source.matching(await Source.create(first), second);
  const changedFile = (name: string, bytes: number, modified: number) =>
    new File([new Uint8Array(bytes)], name, { lastModified: modified });
  const twoFiles: ChosenFiles = { files: [chosenAt('d/a', 10), chosenAt('d/b', 20)], emptyFolders: ['d/e'] };

  test('are the same source, in any order and with more among them', async () => {
    const source = await Source.create(twoFiles);
    const matching = await Source.matching(source, {
      files: [chosenAt('d/new', 5), ...twoFiles.files.toReversed()],
      emptyFolders: [],
    });
    if (!(matching instanceof Source)) throw new Error('it did not match');
    expect(matching.encodedManifest).toBe(source.encodedManifest);
    expect(await readAll(matching)).toEqual(await readAll(source));
  });

  test('may be a single file out of a folder, or one that got a number', async () => {
    const one: ChosenFiles = { files: [chosenAt('d/a', 10)], emptyFolders: [] };
    expect(await again(one, chosen(fakeFile('a', 10)))).toBeInstanceOf(Source);
    expect(await again(chosen(fakeFile('a', 10)), one)).toBeInstanceOf(Source);
  });

  test.each([
    ['is missing', [chosenAt('d/a', 10)], 'other-files', 'd/b'],
    ['is elsewhere', [chosenAt('d/a', 10), chosenAt('b', 20)], 'other-files', 'd/b'],
    ['is longer', [chosenAt('d/a', 11), chosenAt('d/b', 20)], 'changed', 'd/a'],
    [
      'was changed later',
      [chosenAt('d/a', 10), { path: 'd/b', file: changedFile('b', 20, 1_700_000_000_001) }],
      'changed',
      'd/b',
    ],
    ['is there no more than any other', [], 'other-files', 'd/a'],
  ])('are others when one of them %s', async (_what, files, problem, path) => {
    expect(await again(twoFiles, { files, emptyFolders: [] })).toEqual({ problem, path });
  });
});
