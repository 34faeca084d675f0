import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../../client/transfer/files/manifest.ts';
import { pathProblem } from '../../../../client/transfer/files/paths.ts';
import {
  toDownloadName,
  toSavable,
  toSavableName,
  toSavablePath,
} from '../../../../client/transfer/files/savable-names.ts';

const manifestOf = (paths: readonly string[], emptyFolders: readonly string[] = []): Manifest => ({
  files: paths.map((path, at) => ({ path, size: at, type: '', modified: 0 })),
  emptyFolders,
});

const savedPaths = async (paths: readonly string[], folders: readonly string[] = []) => {
  const { files, emptyFolders } = await toSavable(manifestOf(paths, folders));
  return [...files.map(({ path }) => path), ...emptyFolders];
};

describe('a name', () => {
  test.each([
    ['photo.jpg', 'photo.jpg'],
    ['ä 漢字 👩‍👩‍👧.txt', 'ä 漢字 👩‍👩‍👧.txt'],
    // Shown as "photo exe.jpg" otherwise.
    ['photo \u202egpj.exe', 'photo _gpj.exe'],
    ['a\u2066b\u200fc\u061cd', 'a_b_c_d'],
    ['one\u2028two', 'one_two'],
    ['a<b>c:d"e|f?g*h', 'a_b_c_d_e_f_g_h'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['COM1.tar.gz', '_COM1.tar.gz'],
    ['com¹', '_com¹'],
    ['console.log', 'console.log'],
    ['com10', 'com10'],
    ['name. . ', 'name____'],
    ['...', '___'],
  ])('%j is saved as %j', (name, saved) => {
    expect(toSavableName(name)).toBe(saved);
  });

  test('may hide in a folder, but not at the top', () => {
    expect(toSavablePath('.bashrc')).toBe('_bashrc');
    expect(toSavablePath('project/.git/config')).toBe('project/.git/config');
    expect(toSavablePath('.git/config')).toBe('_git/config');
  });

  test('of a download is one name, whatever its parts are', () => {
    expect(toDownloadName('A/B: Ann - .x/CON')).toBe('A_B_ Ann - .x_CON');
    expect(toDownloadName('..')).toBe('file');
  });
});

describe('the paths of a manifest', () => {
  test('keep their order, sizes and empty folders', async () => {
    const manifest = manifestOf(['a/b.txt', 'a/c.txt'], ['a/d']);
    expect(await toSavable(manifest)).toEqual(manifest);
  });

  test('stand once each, also where upper and lower case are the same', async () => {
    expect(await savedPaths(['Makefile', 'makefile', 'MAKEFILE'])).toEqual([
      'Makefile',
      'makefile (2)',
      'MAKEFILE (3)',
    ]);
    expect(await savedPaths(['é.txt', 'e\u0301.txt'])).toEqual(['é.txt', 'e\u0301 (2).txt']);
    expect(await savedPaths(['a?.txt', 'a*.txt', 'a_.txt'])).toEqual(['a_.txt', 'a_ (2).txt', 'a_ (3).txt']);
  });

  test('keep the files of a folder together, and apart from those of another one', async () => {
    expect(await savedPaths(['a:/1', 'a?/1', 'a:/2', 'A_/1'], ['a?/3'])).toEqual([
      'a_/1',
      'a_ (2)/1',
      'a_/2',
      'A_ (3)/1',
      'a_ (2)/3',
    ]);
  });

  test('do not put a file where a folder is', async () => {
    expect(await savedPaths(['a?', 'a_/1'])).toEqual(['a_', 'a_ (2)/1']);
  });

  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.constantFrom('a', 'A', 'a?', 'con', '.a', 'a.', '\u202ea', 'a (2)'),
  );
  const path = fc
    .array(name, { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/'))
    .filter((text) => pathProblem(text) === undefined);

  test('whatever they are, become safe ones, each once, always the same', async () => {
    const manifests = fc.uniqueArray(path, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(manifests, async (paths) => {
        const saved = await savedPaths(paths);
        expect(saved.map(pathProblem).filter(Boolean)).toEqual([]);
        expect(new Set(saved.map((each) => each.normalize().toLowerCase())).size).toBe(paths.length);
        expect(saved.every((each, at) => each.split('/').length === paths[at]?.split('/').length)).toBe(true);
        expect(await savedPaths(paths)).toEqual(saved);
      }),
    );
  });
});
