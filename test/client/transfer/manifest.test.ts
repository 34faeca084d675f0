import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeManifest,
  firstNames,
  type Manifest,
  type ManifestEntry,
  parseManifest,
  totalBytesOf,
} from '../../../client/transfer/manifest.ts';
import { OFFER_NAMES_MAX, TRANSFER_BYTES_MAX } from '../../../shared/limits.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';

const entryOf = (path: string, size = 10, more: Partial<ManifestEntry> = {}): ManifestEntry => ({
  path,
  size,
  type: 'text/plain',
  modified: 1_700_000_000_000,
  ...more,
});

const manifestOf = (...files: ManifestEntry[]): Manifest => ({ files });

const offerOf = (manifest: Manifest) => ({
  fileCount: manifest.files.length,
  totalBytes: totalBytesOf(manifest),
  names: firstNames(manifest),
});

const utf8 = (text: string) => new TextEncoder().encode(text);
const twoFiles = manifestOf(entryOf('a.txt', 10), entryOf('folder/b.txt', 0));

/** Any JSON in the place of one entry. */
const parseEntry = (entry: unknown) => () =>
  parseManifest(utf8(JSON.stringify({ files: [entry] })), { fileCount: 1, totalBytes: 10, names: [] });

describe('a manifest', () => {
  test('is read as it was written', () => {
    const entry = fc.record({
      path: fc.constantFrom('a', 'b/c', 'Grüße 😀', 'quotes " and \u2028'),
      size: fc.nat(),
      type: fc.constantFrom('', 'image/png'),
      modified: fc.nat(8.64e15),
    });
    const anyManifest = fc
      .uniqueArray(entry, { minLength: 1, selector: ({ path }) => path })
      .map((files) => ({ files }));
    fc.assert(
      fc.property(anyManifest, (manifest) => {
        expect(parseManifest(encodeManifest(manifest), offerOf(manifest))).toEqual(manifest);
      }),
    );
  });

  test('is in a buffer of its own, which can be moved', () => {
    const encoded = encodeManifest(twoFiles);
    expect(encoded.length).toBe(encoded.buffer.byteLength);
  });

  test('sums up its sizes', () => {
    expect(totalBytesOf(manifestOf(entryOf('a', 1), entryOf('b', 0), entryOf('c', 41)))).toBe(42);
  });

  test('names its first files for the offer', () => {
    const many = manifestOf(...Array.from({ length: 10 }, (_, at) => entryOf(`${at}`)));
    expect(firstNames(many)).toEqual(['0', '1', '2', '3', '4'].slice(0, OFFER_NAMES_MAX));
  });

  test.each([
    ['more files', { fileCount: 1 }, 'other files'],
    ['fewer files', { fileCount: 3 }, 'other files'],
    ['more bytes', { totalBytes: 9 }, 'do not add up'],
    ['fewer bytes', { totalBytes: 11 }, 'do not add up'],
    ['another name first', { names: ['b.txt'] }, 'other names'],
    ['another name later', { names: ['a.txt', 'c.txt'] }, 'other names'],
    ['fewer names', { names: ['a.txt', 'folder/b.txt', 'c.txt'] }, 'other names'],
  ])('with %s than its offer is refused', (_what, difference, problem) => {
    const parse = () => parseManifest(encodeManifest(twoFiles), { ...offerOf(twoFiles), ...difference });
    expect(parse).toThrow(ProtocolError);
    expect(parse).toThrow(problem);
  });

  test('with a path twice is refused', () => {
    const twice = manifestOf(entryOf('a', 1), entryOf('b', 2), entryOf('a', 3));
    const parse = () => parseManifest(encodeManifest(twice), offerOf(twice));
    expect(parse).toThrow(new ProtocolError('a manifest names a path twice'));
  });

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half of it', '{"files":[{"path":'],
  ])('that is no JSON but %s is refused', (_what, text) => {
    expect(() => parseManifest(utf8(text), offerOf(twoFiles))).toThrow(new ProtocolError('a manifest is not JSON'));
  });

  test('that is not UTF-8 is refused', () => {
    const encoded = encodeManifest(twoFiles);
    encoded[encoded.indexOf('a'.charCodeAt(0))] = 0xff;
    expect(() => parseManifest(encoded, offerOf(twoFiles))).toThrow(new ProtocolError('a manifest is not JSON'));
  });

  test.each(['null', '[]', '{}', '{"files":[]}', '{"files":{}}', '"files"', '42'])(
    'of the shape %s is refused',
    (text) => {
      expect(() => parseManifest(utf8(text), { fileCount: 0, totalBytes: 0, names: [] })).toThrow(ProtocolError);
    },
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
  ])('whose %s is %j is refused', (key, value, problem) => {
    const parse = parseEntry({ ...entryOf('a'), [key]: value });
    expect(parse).toThrow(ProtocolError);
    expect(parse).toThrow(problem);
  });

  test('is rebuilt: what it holds beyond its fields is left out', () => {
    const parsed = parseEntry({ ...entryOf('a'), surprise: true })();
    expect(parsed).toEqual(manifestOf(entryOf('a')));
  });

  test('of any bytes is read, or refused with a ProtocolError', () => {
    const anyBytes = fc.oneof(fc.uint8Array(), fc.json().map(utf8));
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(() => parseManifest(bytes, offerOf(twoFiles))).toThrow(ProtocolError);
      }),
    );
  });
});
