import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../client/transfer/manifest.ts';
import { pieceCount } from '../../../client/transfer/pieces.ts';
import { TransferError } from '../../../client/transfer/problems.ts';
import { Source, sourceProblem } from '../../../client/transfer/source.ts';
import { PIECE_BYTES, TRANSFER_BYTES_MAX, TRANSFER_FILES_MAX } from '../../../shared/limits.ts';
import type { StreamName } from '../../../shared/peer-protocol.ts';
import { joinBytes } from '../../contract/contract.ts';
import { bytesOf, fakeFile, shrunkFile, unreadableFile } from '../../support/fake-files.ts';

async function readAll(source: Source, stream: StreamName): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let index = 0; index < pieceCount(source.lengthOf(stream)); index++) {
    parts.push(await source.readPiece(stream, index));
  }
  return joinBytes(parts);
}

async function expectWhole(files: readonly File[]): Promise<void> {
  const source = new Source(files);
  const [read, expected] = [await readAll(source, 'files'), await bytesOf(...files)];
  expect(Buffer.compare(read, expected)).toBe(0);
  expect(source.totalBytes).toBe(expected.length);
}

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

  test('gives each piece in a buffer of its own, which can be moved', async () => {
    const source = new Source(filesOf([10, 20]));
    for (const stream of ['manifest', 'files'] as const) {
      const bytes = await source.readPiece(stream, 0);
      structuredClone(bytes, { transfer: [bytes.buffer] });
      expect(await source.readPiece(stream, 0)).toHaveLength(source.lengthOf(stream));
    }
  });

  test('reads its manifest as a stream, too', async () => {
    const source = new Source(Array.from({ length: 20_000 }, (_, at) => fakeFile(`file number ${at}`, 0)));
    expect(source.lengthOf('manifest')).toBeGreaterThan(PIECE_BYTES);
    const bytes = await readAll(source, 'manifest');
    expect(parseManifest(bytes, { fileCount: 20_000, totalBytes: 0, names: [] })).toEqual(source.manifest);
  });

  test('describes its files', () => {
    const { manifest } = new Source([fakeFile('a.txt', 3)]);
    expect(manifest).toEqual({
      files: [{ path: 'a.txt', size: 3, type: 'text/plain', modified: 1_700_000_000_000 }],
    });
  });

  test('describes only what every receiver accepts', () => {
    const odd = new File([], 'c:\\a/b\0', { lastModified: -1.5 });
    Object.defineProperty(odd, 'type', { value: 'ünusual' });
    const files = [odd, odd, new File([], '漢'.repeat(120)), new File([], '漢'.repeat(120))];
    const { manifest, encodedManifest } = new Source(files);
    expect(parseManifest(encodedManifest, { fileCount: 4, totalBytes: 0, names: [] })).toEqual(manifest);
    expect(manifest.files[0]).toEqual({ path: 'c__a_b_', size: 0, type: '', modified: 0 });
  });

  test.each([
    ['was deleted', unreadableFile('a', 100)],
    ['has become shorter', shrunkFile('a', 100, 60)],
  ])('says so when a file %s', async (_what, file) => {
    const reading = new Source([fakeFile('b', 10), file]).readPiece('files', 0);
    await expect(reading).rejects.toBeInstanceOf(TransferError);
    await expect(reading).rejects.toMatchObject({ problem: 'file-unreadable' });
  });
});

describe('files that cannot be offered together', () => {
  const large = (size: number) => ({ size }) as File;

  test.each([
    ['no-files', []],
    ['too-many-files', Array.from({ length: TRANSFER_FILES_MAX + 1 }, () => large(0))],
    ['too-large', [large(TRANSFER_BYTES_MAX), large(1)]],
    [undefined, [large(0)]],
    [undefined, [large(TRANSFER_BYTES_MAX)]],
    [undefined, Array.from({ length: TRANSFER_FILES_MAX }, () => large(0))],
  ])('%s', (problem, files) => {
    expect(sourceProblem(files)).toBe(problem);
  });
});
