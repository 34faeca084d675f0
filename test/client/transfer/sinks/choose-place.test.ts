import { describe, expect, test } from 'vitest';
import { type Abilities, choosePlace } from '../../../../client/transfer/sinks/choose-place.ts';
import type { PlaceRequest } from '../../../../client/transfer/sinks/sink.ts';
import type { StorageFacts } from '../../../../client/transfer/sinks/storage-facts.ts';
import { looksPrivate, storageWarning } from '../../../../client/transfer/sinks/storage-warning.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

const chromium: Abilities = { file: true, folder: true, storage: 'opfs' };
const secureFirefox: Abilities = { file: false, folder: false, storage: 'opfs' };
const plainHttp: Abilities = { file: false, folder: false, storage: 'indexeddb' };
const noStorage: Abilities = { file: false, folder: false, storage: undefined };

const roomy: StorageFacts = { quotaBytes: 100 * GIB, usedBytes: 0, heapLimitBytes: 4 * GIB, opfsRefused: false };
const oneFile: PlaceRequest = { fileName: 'a.txt', totalBytes: 1_000, saveTo: 'best' };
const severalFiles: PlaceRequest = { ...oneFile, fileName: undefined };

const chosen = (request: PlaceRequest, abilities: Abilities) => {
  const { type, destination } = choosePlace(request, abilities, roomy);
  return [type, destination.place];
};
const reasonOf = (request: PlaceRequest, abilities: Abilities) =>
  choosePlace(request, abilities, roomy).destination.reason;

describe('the place where an accepted offer goes', () => {
  test('is a file that the person chooses, where the browser can ask', () => {
    expect(chosen(oneFile, chromium)).toEqual(['file', 'a file that you choose']);
  });

  test('is a folder that the person chooses for several files, where the browser can ask', () => {
    expect(chosen(severalFiles, chromium)).toEqual(['folder', 'a folder that you choose']);
  });

  test('is the downloads by way of the best storage that there is', () => {
    expect(chosen(oneFile, secureFirefox)).toEqual(['opfs', 'your downloads']);
    expect(chosen(severalFiles, plainHttp)).toEqual(['indexeddb', 'your downloads']);
  });

  test('is the downloads by way of a stream where the browser forbids storage, which the card says', () => {
    expect(chosen(oneFile, noStorage)).toEqual(['stream', 'your downloads']);
    expect(reasonOf(oneFile, noStorage)).toContain('no storage');
  });

  test('is what the person prefers, where the browser can', () => {
    expect(chosen({ ...oneFile, saveTo: 'ask' }, chromium)[0]).toBe('file');
    expect(chosen({ ...oneFile, saveTo: 'browser' }, chromium)[0]).toBe('opfs');
    expect(chosen({ ...severalFiles, saveTo: 'memory' }, chromium)[0]).toBe('stream');
  });

  test('is the next best otherwise, and the card says why', () => {
    expect(chosen({ ...oneFile, saveTo: 'ask' }, plainHttp)[0]).toBe('indexeddb');
    expect(reasonOf({ ...oneFile, saveTo: 'ask' }, plainHttp)).toContain('cannot ask for a place');
    expect(reasonOf({ ...severalFiles, saveTo: 'ask' }, plainHttp)).toContain('cannot ask for a folder');
    expect(reasonOf({ ...oneFile, saveTo: 'browser' }, noStorage)).toContain('no storage');
  });

  test('carries a warning only when the page stores the bytes itself', () => {
    const tight = { ...roomy, quotaBytes: 500 };
    expect(choosePlace(oneFile, plainHttp, tight).destination.warning).toContain('space');
    expect(choosePlace(oneFile, chromium, tight).destination).not.toHaveProperty('warning');
    expect(choosePlace(oneFile, plainHttp, roomy).destination).not.toHaveProperty('warning');
  });
});

describe('the warning of too little storage', () => {
  test('counts what is used already', () => {
    expect(storageWarning(2 * GIB, { ...roomy, quotaBytes: 3 * GIB, usedBytes: 2 * GIB })).toContain('enough space');
  });

  test('is silent when the browser tells nothing', () => {
    const silent = { quotaBytes: undefined, usedBytes: 0, heapLimitBytes: undefined, opfsRefused: false };
    expect(storageWarning(2 * GIB, silent)).toBeUndefined();
  });

  test('names a private window above 300 MiB only', () => {
    const privateWindow = { ...roomy, quotaBytes: 2 * GIB };
    expect(storageWarning(301 * MIB, privateWindow)).toContain('private window');
    expect(storageWarning(300 * MIB, privateWindow)).toBeUndefined();
  });
});

describe('a private window', () => {
  test('is one that offers a share of the memory, or whose file system is refused', () => {
    expect(looksPrivate({ ...roomy, quotaBytes: 2 * GIB })).toBe(true);
    expect(looksPrivate({ ...roomy, quotaBytes: undefined, opfsRefused: true })).toBe(true);
  });

  test('is not one that offers a share of the disk, or that tells too little', () => {
    expect(looksPrivate(roomy)).toBe(false);
    expect(looksPrivate({ ...roomy, quotaBytes: 2 * GIB, heapLimitBytes: undefined })).toBe(false);
  });
});
