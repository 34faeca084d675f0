import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  encodeManifest,
  firstNames,
  type Manifest,
  parseManifest,
  totalBytesOf,
} from '../../client/transfer/files/manifest.ts';
import { pathProblem } from '../../client/transfer/files/paths.ts';
import { toSavable } from '../../client/transfer/files/savable-names.ts';
import { ProtocolError } from '../../shared/peer-protocol.ts';
import { fuzz } from './fuzz.ts';
import { mutatedBytes, mutatedJson } from './mutations.ts';

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.constantFrom('a', 'A', '..', '.', '', 'con', 'a/b', 'a\\b', '\u202e', 'C:', '漢字'),
);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const file = fc.record({
  path,
  size: fc.nat(),
  type: fc.constantFrom('', 'text/plain'),
  modified: fc.nat(8.64e15),
});
const anyManifest: fc.Arbitrary<Manifest> = fc.record({
  files: fc.array(file, { minLength: 1, maxLength: 4 }),
  emptyFolders: fc.array(path, { maxLength: 2 }),
});

const summaryOf = (manifest: Manifest) => ({
  fileCount: manifest.files.length,
  folderCount: manifest.emptyFolders.length,
  totalBytes: totalBytesOf(manifest),
  names: firstNames(manifest),
});

/** What became of it: what is taken must be safe to save, whatever it is. */
async function read(bytes: Uint8Array, manifest: Manifest): Promise<'taken' | 'refused'> {
  try {
    const parsed = await parseManifest(bytes, summaryOf(manifest));
    const { files, emptyFolders } = await toSavable(parsed);
    const paths = [...files.map((each) => each.path), ...emptyFolders];
    expect(paths.map(pathProblem).filter(Boolean)).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
    return 'taken';
  } catch (error) {
    if (error instanceof ProtocolError) return 'refused';
    throw error;
  }
}

test('a manifest comes back as it was, or is refused with a ProtocolError', async () => {
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(anyManifest, async (manifest) => {
      const outcome = await read(await encodeManifest(manifest), manifest);
      seen[outcome] += 1;
      if (outcome === 'taken')
        expect(await parseManifest(await encodeManifest(manifest), summaryOf(manifest))).toEqual(manifest);
    }),
    fuzz,
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(fuzz.numRuns / 20);
});

test('any bytes are a manifest that is safe to save, or are refused with a ProtocolError', async () => {
  const encoder = new TextEncoder();
  const linesOf = ({ files, emptyFolders }: Manifest) => [...files, ...emptyFolders.map((folder) => ({ folder }))];
  const encode = (lines: readonly unknown[]) =>
    encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const anyBytes = anyManifest.chain((manifest) => {
    const valid = fc.constant(linesOf(manifest));
    const mutated = mutatedJson(valid).map((lines) => encode(Array.isArray(lines) ? lines : [lines]));
    return fc.tuple(fc.constant(manifest), fc.oneof(mutated, mutatedBytes(valid.map(encode))));
  });
  await fc.assert(
    fc.asyncProperty(anyBytes, async ([manifest, bytes]) => {
      await read(bytes, manifest);
    }),
    fuzz,
  );
});
