import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeUnique, pathProblem, toSafeName, toSafePath } from '../../../../client/transfer/files/paths.ts';
import { PATH_DEPTH_MAX, PATH_LENGTH_MAX, PATH_NAME_BYTES_MAX } from '../../../../shared/limits.ts';

const utf8Length = (text: string) => new TextEncoder().encode(text).length;

describe('a path from elsewhere', () => {
  test.each([
    'a',
    'photo.jpg',
    'folder/photo.jpg',
    'a/b/c/d',
    '.hidden',
    '...',
    '..a',
    'a..',
    'Grüße/漢字 😀👩‍👩‍👧.txt',
    'with space and "quotes" * ? <> |',
    'cc:x',
    `${'x'.repeat(PATH_NAME_BYTES_MAX)}/a`,
    '漢'.repeat(85),
    `${'a/'.repeat(PATH_DEPTH_MAX - 1)}a`,
    `${`${'ä'.repeat(127)}/`.repeat(20)}a`,
  ])('is safe: %j', (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });

  test.each([
    ['', 'an empty name'],
    ['/', 'an empty name'],
    ['/etc/passwd', 'an empty name'],
    ['a//b', 'an empty name'],
    ['a/', 'an empty name'],
    ['..', 'leads out'],
    ['.', 'leads out'],
    ['../a', 'leads out'],
    ['a/../../b', 'leads out'],
    ['a/.', 'leads out'],
    ['a/./b', 'leads out'],
    ['..\\a', 'cannot be saved'],
    ['a\\b', 'cannot be saved'],
    ['C:', 'names a drive'],
    ['c:/windows', 'names a drive'],
    ['z:a', 'names a drive'],
    ['a\0b', 'cannot be saved'],
    ['a\nb', 'cannot be saved'],
    ['a\x7fb', 'cannot be saved'],
    ['a\x85b', 'cannot be saved'],
    ['a\ud800b', 'cannot be saved'],
    ['x'.repeat(PATH_NAME_BYTES_MAX + 1), 'file name is too long'],
    [`a/${'漢'.repeat(86)}/b`, 'file name is too long'],
    [`${'a/'.repeat(2_048)}a`, 'path is too long'],
    [`${'a/'.repeat(PATH_DEPTH_MAX)}a`, 'path is too deep'],
  ])('is refused: %j', (path, problem) => {
    expect(pathProblem(path)).toContain(problem);
  });

  test('may be as long as the limit says', () => {
    const path = `${`${'x'.repeat(63)}/`.repeat(PATH_LENGTH_MAX / 64 - 1)}${'y'.repeat(64)}`;
    expect([path.length, pathProblem(path)]).toEqual([PATH_LENGTH_MAX, undefined]);
    expect(pathProblem(`${path}a`)).toBe('a path is too long');
  });
});

describe('a path that is made safe', () => {
  const deep = (name: string, depth: number) => Array.from({ length: depth }, () => name).join('/');

  test.each([
    ['a/b/c.txt', 'a/b/c.txt'],
    ['/a//b/', 'a/b'],
    ['', 'file'],
    ['/', 'file'],
    ['a/../b', 'a/file/b'],
    ['./a', 'file/a'],
    ['c:/x', 'c_/x'],
    ['a\\b/c\nd', 'a_b/c_d'],
    [`${'x'.repeat(300)}/${'漢'.repeat(100)}.txt`, `${'x'.repeat(255)}/${'漢'.repeat(83)}.txt`],
    [deep('ä'.repeat(127), 20), deep('ä'.repeat(127), 20)],
    [deep('😀'.repeat(63), 20), deep('😀'.repeat(63), 20)],
  ])('%j becomes %j', (path, safe) => {
    expect(toSafePath(path)).toBe(safe);
  });

  test('keeps its folders, and each name as far as it fits, when it is too long as a whole', () => {
    const names = toSafePath(`${deep('x'.repeat(255), 19)}/y.txt`).split('/');
    expect(names).toHaveLength(20);
    expect(names.at(-1)).toBe('y.txt');
    expect(names.slice(0, -1).every((name) => /^x{200,}$/.test(name))).toBe(true);
  });

  test('keeps its first folders and its own name when it is too deep', () => {
    const names = toSafePath(`${deep('x', 300)}/y.txt`).split('/');
    expect([names.length, names.at(-1)]).toEqual([PATH_DEPTH_MAX, 'y.txt']);
  });

  test('is always safe, with a number in it too', () => {
    const anyPath = fc.oneof(
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 150 }).map((names) => names.join('/')),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 30 }).map((names) => names.join('/')),
      fc.nat(200).map((depth) => deep('漢'.repeat(85), depth)),
    );
    fc.assert(
      fc.property(anyPath, (path) => {
        const safe = toSafePath(path);
        expect(makeUnique([safe, safe]).map(pathProblem)).toEqual([undefined, undefined]);
        if (pathProblem(path) === undefined && path.length < PATH_LENGTH_MAX - 10) expect(safe).toBe(path);
      }),
    );
  });
});

describe('a name that is made safe', () => {
  test.each([
    ['photo.jpg', 'photo.jpg'],
    ['Grüße 漢字 😀👩‍👩‍👧.txt', 'Grüße 漢字 😀👩‍👩‍👧.txt'],
    ['a/b\\c', 'a_b_c'],
    ['a\0b\nc', 'a_b_c'],
    ['c:x', 'c_x'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['...', '...'],
    [`${'x'.repeat(300)}.tar`, `${'x'.repeat(251)}.tar`],
    [`${'漢'.repeat(100)}.txt`, `${'漢'.repeat(83)}.txt`],
    [`a.${'x'.repeat(300)}`, `a.${'x'.repeat(253)}`],
  ])('%j becomes %j', (name, safe) => {
    expect(toSafeName(name)).toBe(safe);
  });

  test('is always a safe path of one name', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(pathProblem(toSafeName(name))).toBeUndefined();
        expect(toSafeName(name)).not.toContain('/');
      }),
    );
  });

  test('stays as it was when it was one safe name before', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        if (pathProblem(name) === undefined && !name.includes('/')) expect(toSafeName(name)).toBe(name);
      }),
    );
  });
});

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('.', '/', '\\', ':', 'c', '\0', '\ud800', '漢'), maxLength: 300 }),
);

describe('names that are made unique', () => {
  test.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a.txt', 'a.txt', 'a.txt'],
      ['a.txt', 'a (2).txt', 'a (3).txt'],
    ],
    [
      ['a (2).txt', 'a.txt', 'a.txt'],
      ['a (2).txt', 'a.txt', 'a (3).txt'],
    ],
    [
      ['a.txt', 'a.txt', 'a (2).txt'],
      ['a.txt', 'a (2).txt', 'a (2) (2).txt'],
    ],
    [
      ['README', 'README'],
      ['README', 'README (2)'],
    ],
    [
      ['a.b/c', 'a.b/c'],
      ['a.b/c', 'a.b/c (2)'],
    ],
    [
      ['.env', '.env'],
      ['.env', '.env (2)'],
    ],
  ])('%j become %j', (names, unique) => {
    expect(makeUnique(names)).toEqual(unique);
  });

  test('are safe when they were, however long', () => {
    const long = `${'漢'.repeat(84)}.a`;
    const unique = makeUnique([long, long, long]);
    expect(new Set(unique).size).toBe(3);
    expect(unique.map(pathProblem)).toEqual([undefined, undefined, undefined]);
    expect(unique.slice(1).every((name) => name.endsWith('.a') && utf8Length(name) <= PATH_NAME_BYTES_MAX)).toBe(true);
  });

  test('are all different, keep the first of each as it is, and stay safe', () => {
    const fewNames = fc.array(
      fc.constantFrom('a', 'a (2)', 'a (3)', 'a.b', 'a (2).b', 'x'.repeat(255), 'x'.repeat(250), '漢'.repeat(85)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fewNames, (names) => {
        const unique = makeUnique(names);
        expect(new Set(unique).size).toBe(names.length);
        expect(unique.every((name) => pathProblem(name) === undefined)).toBe(true);
        expect(unique[0]).toBe(names[0]);
      }),
    );
  });

  test('are found without counting from the start for each: names that meet only when they are cut', () => {
    const stem = 'x'.repeat(249);
    const names = Array.from({ length: 4_000 }, (_, at) => `${stem}${at.toString(36).padStart(6, '0')}`);
    expect(new Set(makeUnique([...names, ...names])).size).toBe(8_000);
    expect(new Set(makeUnique(Array.from({ length: 20_000 }, () => 'a.txt'))).size).toBe(20_000);
  });
});
