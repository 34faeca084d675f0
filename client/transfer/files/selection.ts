import type { Manifest, ManifestEntry } from './manifest.ts';

/** The files of an offer that somebody wants: all of it, or some by their index in the manifest. */
export type Selection = 'all' | ReadonlySet<number>;

/** What of a manifest is wanted, in its order. Empty folders belong to the whole only. */
export function selectEntries(manifest: Manifest, selection: Selection): Manifest {
  if (selection === 'all') return manifest;
  return { files: manifest.files.filter((_file, at) => selection.has(at)), emptyFolders: [] };
}

/** A part of a stream, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The parts of the stream that hold wanted files: in order, none empty, and neighbours merged. */
export function wantedSpans(files: readonly Pick<ManifestEntry, 'size'>[], selection: Selection): Span[] {
  const spans: Span[] = [];
  let open: { start: number; end: number } | undefined;
  let at = 0;
  for (const [index, { size }] of files.entries()) {
    const start = at;
    at += size;
    if (size === 0 || (selection !== 'all' && !selection.has(index))) continue;
    if (open?.end === start) {
      open.end = at;
    } else {
      open = { start, end: at };
      spans.push(open);
    }
  }
  return spans;
}
