import { describe, expect, test } from 'vitest';
import { fileSpans, firstIncomplete } from '../../../../client/transfer/sinks/file-spans.ts';
import { chooseFolderNames } from '../../../../client/transfer/sinks/folder-names.ts';

const namesFor = (paths: string[], existing: string[]) => Object.fromEntries(chooseFolderNames(paths, existing));

describe('the names of top-level files and folders', () => {
  test('are their own where nothing has them', () => {
    expect(namesFor(['a.txt', 'b/c.txt', 'b/d.txt'], ['other'])).toEqual({ 'a.txt': 'a.txt', b: 'b' });
  });

  test('get the next free number before their extension where something has them', () => {
    expect(namesFor(['a.txt', 'b/c', '.hidden'], ['a.txt', 'a (2).txt', 'b', '.hidden'])).toEqual({
      'a.txt': 'a (3).txt',
      b: 'b (2)',
      '.hidden': '.hidden (2)',
    });
  });

  test('count as the same when only their case or their encoding differs', () => {
    expect(namesFor(['a.txt', 'A.txt', 'e\u0301'], ['\u00c9'])).toEqual({
      'a.txt': 'a.txt',
      'A.txt': 'A (2).txt',
      'e\u0301': 'e\u0301 (2)',
    });
  });
});

test('names in a folder may be put otherwise, and are still none of those that exist', () => {
  const names = chooseFolderNames(['a.txt', 'trip/b.txt'], ['Ann - a.txt'], (top) => `Ann - ${top}`);
  expect(Object.fromEntries(names)).toEqual({ 'a.txt': 'Ann - a (2).txt', trip: 'Ann - trip' });
});

describe('the file to go on with', () => {
  const spans = fileSpans([
    { path: 'a', size: 10 },
    { path: 'empty', size: 0 },
    { path: 'b', size: 5 },
    { path: 'also empty', size: 0 },
  ]);

  test.each([
    [0, 'a'],
    [9, 'a'],
    [10, 'empty'],
    [11, 'b'],
    [15, 'also empty'],
  ])('at %i bytes is %s', (bytes, path) => {
    expect(spans[firstIncomplete(spans, bytes)]?.path).toBe(path);
  });

  test('is none when there are no files', () => {
    expect(firstIncomplete([], 0)).toBe(0);
  });
});
