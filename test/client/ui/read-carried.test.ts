import { describe, expect, test } from 'vitest';
import { carriedItems, pastedItems } from '../../../client/ui/files/carried-files.ts';
import { chosenByInput } from '../../../client/ui/files/chosen.ts';
import { type Findings, readCarried } from '../../../client/ui/files/read-carried.ts';
import { unreadableSentence } from '../../../client/ui/files/unreadable-sentence.ts';
import { TRANSFER_FILES_MAX } from '../../../shared/limits.ts';
import { FakeTransfer, fakeFolder } from '../../support/fake-entries.ts';
import { fakeFile } from '../../support/fake-files.ts';

const readAll = (transfer: FakeTransfer): Promise<Findings> =>
  readCarried(carriedItems(transfer), { signal: new AbortController().signal, counted: () => undefined });

const pathsIn = ({ chosen }: Findings) => chosen.files.map(({ path }) => path);

describe('a drop', () => {
  test('gives its files under their names', async () => {
    const [a, b] = [fakeFile('a.txt', 1), fakeFile('b.txt', 2)];
    const { chosen, unreadable } = await readAll(new FakeTransfer(['some text', a, b]));
    expect(chosen).toEqual({
      files: [
        { path: 'a.txt', file: a },
        { path: 'b.txt', file: b },
      ],
      emptyFolders: [],
    });
    expect(unreadable).toEqual([]);
  });

  test('gives files and folders with all that is in them, folders without anything too', async () => {
    const photos = fakeFolder('photos', {
      'a.jpg': fakeFile('a.jpg', 1),
      trip: { deep: { 'b.jpg': fakeFile('b.jpg', 2) }, nothing: {} },
    });
    const findings = await readAll(new FakeTransfer([photos, fakeFile('c.txt', 3), fakeFolder('void', {})]));
    expect(pathsIn(findings)).toEqual(['photos/a.jpg', 'photos/trip/deep/b.jpg', 'c.txt']);
    expect(findings.chosen.emptyFolders).toEqual(['photos/trip/nothing', 'void']);
  });

  test('gives all of a folder, though browsers answer with 100 entries at most', async () => {
    const files = Array.from({ length: 1_234 }, (_, at) => [`${at}`, fakeFile(`${at}`, 1)] as const);
    const findings = await readAll(new FakeTransfer([fakeFolder('many', Object.fromEntries(files))]));
    expect(pathsIn(findings)).toEqual(files.map(([name]) => `many/${name}`));
  });

  test('is taken before the browser empties it', async () => {
    const transfer = new FakeTransfer([fakeFolder('a', { b: fakeFile('b', 1) }), fakeFile('c', 1), fakeFile('d', 1)]);
    const reading = readAll(transfer);
    transfer.end();
    expect(pathsIn(await reading)).toEqual(['a/b', 'c', 'd']);
  });

  test('gives handles of single files where the browser has them', async () => {
    const { chosen } = await readAll(new FakeTransfer([fakeFile('on disk.txt', 1), fakeFile('copied.png', 1)]));
    expect(chosen.files.map(({ handle }) => handle?.name)).toEqual(['on disk.txt', undefined]);
  });

  test('says what could not be read, and gives everything else', async () => {
    const folder = fakeFolder('d', { a: fakeFile('a', 1), b: 'unreadable', e: { 'half!': fakeFile('half!', 1) } });
    const findings = await readAll(new FakeTransfer([folder]));
    expect(pathsIn(findings)).toEqual(['d/a', 'd/e/half!']);
    expect(findings.unreadable).toEqual(['d/b', 'd/e']);
    expect(findings.chosen.emptyFolders).toEqual([]);
  });

  test('tells how far it is, and stops when it is cancelled', async () => {
    const files = Array.from({ length: 250 }, (_, at) => [`${at}`, fakeFile(`${at}`, 1)] as const);
    const transfer = new FakeTransfer([fakeFolder('many', Object.fromEntries(files))]);
    const counts: number[] = [];
    const controller = new AbortController();
    const counted = (count: number) => {
      counts.push(count);
      if (count === 200) controller.abort();
    };
    const reading = readCarried(carriedItems(transfer), { signal: controller.signal, counted });
    await expect(reading).rejects.toHaveProperty('name', 'AbortError');
    expect(counts).toEqual([100, 200]);
  });

  test('of more than can be sent is not read to the end', async () => {
    const file = fakeFile('a', 1);
    const names = Array.from({ length: TRANSFER_FILES_MAX + 5_000 }, (_, at) => [`${at}`, file] as const);
    const findings = await readAll(new FakeTransfer([fakeFolder('disk', Object.fromEntries(names))]));
    expect(findings.chosen.files.length).toBeGreaterThan(TRANSFER_FILES_MAX);
    expect(findings.chosen.files.length).toBeLessThan(TRANSFER_FILES_MAX + 200);
  });
});

describe('a paste', () => {
  test('gives its pictures, but not those that come with a text', () => {
    const picture = fakeFile('image.png', 1);
    expect(pastedItems(new FakeTransfer([picture]))).toHaveLength(1);
    expect(pastedItems(new FakeTransfer([picture], ['text/plain', 'text/html', 'Files']))).toEqual([]);
  });
});

describe('a file input', () => {
  test('gives files by their name, or with the folders of the one that was chosen', () => {
    const [single, inFolder] = [fakeFile('a.txt', 1), fakeFile('b.txt', 1)];
    Object.defineProperty(inFolder, 'webkitRelativePath', { value: 'docs/more/b.txt' });
    expect(chosenByInput([single, inFolder]).files.map(({ path }) => path)).toEqual(['a.txt', 'docs/more/b.txt']);
  });
});

describe('the sentence on what could not be read', () => {
  test.each([
    [['a'], 'could not read “a”: left out.'],
    [['a', 'b/c'], 'could not read “a” and “b/c”: left out.'],
    [['a', 'b', 'c', 'd', 'e'], 'could not read “a”, “b”, “c”, and 2 more: left out.'],
  ])('of %j', (paths, part) => {
    expect(unreadableSentence(paths)).toContain(part);
  });
});
