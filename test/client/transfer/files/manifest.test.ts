import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeManifest,
  firstNames,
  type Manifest,
  type ManifestEntry,
  parseManifest,
  totalBytesOf,
} from '../../../../client/transfer/files/manifest.ts';
import {
  MANIFEST_LINE_BYTES_MAX,
  OFFER_NAMES_MAX,
  TRANSFER_BYTES_MAX,
  TRANSFER_FILES_MAX,
} from '../../../../shared/limits.ts';
import { ProtocolError } from '../../../../shared/peer-protocol.ts';
import { countTurns } from '../../../support/count-turns.ts';

const entryOf = (path: string, size = 10, more: Partial<ManifestEntry> = {}): ManifestEntry => ({
  path,
  size,
  type: 'text/plain',
  modified: 1_700_000_000_000,
  ...more,
});

const manifestOf = (...files: ManifestEntry[]): Manifest => ({ files, emptyFolders: [] });

const offerOf = (manifest: Manifest) => ({
  fileCount: manifest.files.length,
  folderCount: manifest.emptyFolders.length,
  totalBytes: totalBytesOf(manifest),
  names: firstNames(manifest),
});

const utf8 = (text: string) => new TextEncoder().encode(text);
const twoFiles = manifestOf(entryOf('a.txt', 10), entryOf('folder/b.txt', 0));

const encodeAndParse = async (manifest: Manifest, difference = {}) =>
  parseManifest(await encodeManifest(manifest), { ...offerOf(manifest), ...difference });

/** Any JSON in the place of one entry. */
const parseEntry = (entry: unknown) =>
  parseManifest(utf8(`${JSON.stringify(entry)}\n`), { fileCount: 1, folderCount: 0, totalBytes: 10, names: [] });

async function expectRefusal(parsing: Promise<Manifest>, problem: string): Promise<void> {
  const outcome = await parsing.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ProtocolError);
  expect(outcome).toHaveProperty('message', expect.stringContaining(problem));
}

describe('a manifest', () => {
  test('is read as it was written', async () => {
    const entry = fc.record({
      path: fc.constantFrom('a', 'b/c', 'Grüße 😀', 'quotes " and \u2028'),
      size: fc.nat(),
      type: fc.constantFrom('', 'image/png'),
      modified: fc.nat(8.64e15),
    });
    const anyManifest = fc.record({
      files: fc.uniqueArray(entry, { selector: ({ path }) => path }),
      emptyFolders: fc.uniqueArray(fc.constantFrom('d', 'b/e', 'Bücher')),
    });
    await fc.assert(
      fc.asyncProperty(anyManifest, async (manifest) => {
        expect(await encodeAndParse(manifest)).toEqual(manifest);
      }),
    );
  });

  test('is in a buffer of its own, which can be moved', async () => {
    const encoded = await encodeManifest(twoFiles);
    expect(encoded.length).toBe(encoded.buffer.byteLength);
  });

  test('has a line of JSON for each entry', async () => {
    const encoded = await encodeManifest({ files: [entryOf('a', 1)], emptyFolders: ['b'] });
    expect(new TextDecoder().decode(encoded)).toBe(
      '{"path":"a","size":1,"type":"text/plain","modified":1700000000000}\n{"folder":"b"}\n',
    );
  });

  test('sums up its sizes', () => {
    expect(totalBytesOf(manifestOf(entryOf('a', 1), entryOf('b', 0), entryOf('c', 41)))).toBe(42);
  });

  test('names its first files for the offer, and empty folders where there are few files', () => {
    const many = manifestOf(...Array.from({ length: 10 }, (_, at) => entryOf(`${at}`)));
    expect(firstNames(many)).toEqual(['0', '1', '2', '3', '4'].slice(0, OFFER_NAMES_MAX));
    expect(firstNames({ files: [entryOf('a')], emptyFolders: ['b', 'c/d'] })).toEqual(['a', 'b', 'c/d']);
  });

  test.each([
    ['more files', { fileCount: 1 }, 'other files'],
    ['fewer files', { fileCount: 3 }, 'other files'],
    ['fewer folders', { folderCount: 1 }, 'other files'],
    ['more bytes', { totalBytes: 9 }, 'do not add up'],
    ['fewer bytes', { totalBytes: 11 }, 'do not add up'],
    ['another name first', { names: ['b.txt'] }, 'other names'],
    ['another name later', { names: ['a.txt', 'c.txt'] }, 'other names'],
    ['fewer names', { names: ['a.txt', 'folder/b.txt', 'c.txt'] }, 'other names'],
  ])('with %s than its offer is refused', async (_what, difference, problem) => {
    await expectRefusal(encodeAndParse(twoFiles, difference), problem);
  });

  test('with more folders than its offer is refused', async () => {
    const manifest = { files: [entryOf('a')], emptyFolders: ['b'] };
    await expectRefusal(encodeAndParse(manifest, { folderCount: 0 }), 'other files');
  });

  test.each([
    ['file', ['a', 'b', 'a'], [], 'a path twice'],
    ['folder', [], ['a', 'a'], 'a path twice'],
    ['file and a folder', ['a'], ['a'], 'a path twice'],
    ['file that holds another', ['a/b', 'a'], [], 'into a file'],
    ['file that holds another, and the other first', ['c', 'a', 'a/b/c/d'], [], 'into a file'],
    ['file that holds an empty folder', ['a'], ['a/b'], 'into a file'],
    ['empty folder that holds a file', ['a/b/c'], ['a/b'], 'into a file or an empty folder'],
    ['empty folder that holds another', [], ['a', 'a/b'], 'into a file or an empty folder'],
  ])('with one path for a %s is refused', async (_what, paths, emptyFolders, problem) => {
    await expectRefusal(encodeAndParse({ files: paths.map((path) => entryOf(path)), emptyFolders }), problem);
  });

  test('may name things alike that are apart', async () => {
    const manifest = {
      files: ['a', 'ab/a', 'ab/c', 'b/a', 'ab/a.b'].map((path) => entryOf(path)),
      emptyFolders: ['b/b', 'c'],
    };
    expect(await encodeAndParse(manifest)).toEqual(manifest);
  });

  test.each([
    ['nothing', '\n'],
    ['text', 'hello\n'],
    ['half of it', '{"path":\n'],
  ])('that is no JSON but %s is refused', (_what, text) =>
    expectRefusal(parseManifest(utf8(text), offerOf(twoFiles)), 'is not JSON'),
  );

  test('that is not UTF-8 is refused', async () => {
    const encoded = await encodeManifest(twoFiles);
    encoded[encoded.indexOf('a'.charCodeAt(0))] = 0xff;
    await expectRefusal(parseManifest(encoded, offerOf(twoFiles)), 'is not JSON');
  });

  test('that breaks off is refused', async () => {
    const encoded = await encodeManifest(twoFiles);
    await expectRefusal(parseManifest(encoded.subarray(0, -1), offerOf(twoFiles)), 'does not end');
  });

  test('with a huge line is refused before anybody reads it', async () => {
    const line = utf8(`${JSON.stringify({ path: 'a', surprise: 'x'.repeat(MANIFEST_LINE_BYTES_MAX) })}\n`);
    await expectRefusal(parseManifest(line, offerOf(twoFiles)), 'too long');
  });

  test.each(['null', '[]', '{}', '{"files":[]}', '"files"', '42', '{"folder":1}', '{"folder":"../a"}'])(
    'with the line %s is refused',
    (text) =>
      expectRefusal(
        parseManifest(utf8(`${text}\n`), { fileCount: 1, folderCount: 1, totalBytes: 0, names: [] }),
        'malformed',
      ),
  );

  test.each([
    ['path', 42, 'malformed'],
    ['path', '../a', 'leads out'],
    ['path', '/a', 'starts at the root'],
    ['path', 'C:\\a', 'cannot be saved'],
    ['size', -1, 'malformed'],
    ['size', 0.5, 'malformed'],
    ['size', '10', 'malformed'],
    ['size', TRANSFER_BYTES_MAX + 1, 'malformed'],
    ['type', 'ä', 'malformed'],
    ['type', 'a\nb', 'malformed'],
    ['type', 'x'.repeat(256), 'malformed'],
    ['modified', -1, 'malformed'],
    ['modified', 8.64e15 + 2, 'malformed'],
    ['modified', null, 'malformed'],
  ])('whose %s is %j is refused', (key, value, problem) =>
    expectRefusal(parseEntry({ ...entryOf('a'), [key]: value }), problem),
  );

  test('is rebuilt: what it holds beyond its fields is left out', async () => {
    expect(await parseEntry({ ...entryOf('a'), surprise: true })).toEqual(manifestOf(entryOf('a')));
  });

  test('of any bytes is read, or refused with a ProtocolError', async () => {
    const anyBytes = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => utf8(`${text}\n`)),
    );
    await fc.assert(fc.asyncProperty(anyBytes, (bytes) => expectRefusal(parseManifest(bytes, offerOf(twoFiles)), '')));
  });
});

describe('a manifest of as many entries as there may be', () => {
  const folder = 'some folder/with a name/and one more/';
  const huge: Manifest = {
    files: Array.from({ length: TRANSFER_FILES_MAX - 10 }, (_, at) =>
      entryOf(`${folder}${at % 1_000}/file number ${at}`),
    ),
    emptyFolders: Array.from({ length: 10 }, (_, at) => `${folder}empty ${at}`),
  };

  test('is written and read in many turns, between which others run', async () => {
    const { turns: turnsToEncode, result: encoded } = await countTurns(() => encodeManifest(huge));
    const { turns: turnsToParse, result: parsed } = await countTurns(() => parseManifest(encoded, offerOf(huge)));
    expect(parsed.files).toHaveLength(TRANSFER_FILES_MAX - 10);
    expect(parsed.emptyFolders).toEqual(huge.emptyFolders);
    expect(turnsToEncode).toBeGreaterThan(2);
    expect(turnsToParse).toBeGreaterThan(10);
  });

  test('stops when nobody waits for it any more', async () => {
    const encoded = await encodeManifest(huge);
    const controller = new AbortController();
    const parsing = parseManifest(encoded, offerOf(huge), controller.signal);
    const encoding = encodeManifest(huge, controller.signal);
    controller.abort();
    await expect(parsing).rejects.toHaveProperty('name', 'AbortError');
    await expect(encoding).rejects.toHaveProperty('name', 'AbortError');
  });

  test('is not written when its names are too long together', async () => {
    const long = `${'x'.repeat(250)}/${'y'.repeat(250)}`;
    const files = Array.from({ length: TRANSFER_FILES_MAX }, (_, at) => entryOf(`${long}/${at}`));
    await expect(encodeManifest({ files, emptyFolders: [] })).rejects.toMatchObject({ problem: 'list-too-long' });
  });
});
