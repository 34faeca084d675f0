import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../../dist/client/', import.meta.url));

/** The part of Vite's manifest that is needed: which file a module is in, and what comes with that. */
type Manifest = Record<string, { readonly file: string; readonly css?: string[]; readonly imports?: string[] }>;

/** What scripts and styles take over the network (gzip) until these modules of the built page run, in bytes. */
export function compressedBytes(...modules: readonly string[]): number {
  const manifest: Manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8'));
  const files = new Set<string>();
  const add = (module: string): void => {
    const chunk = manifest[module];
    if (chunk === undefined) throw new Error(`the built page has no ${module}`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const module of modules) add(module);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(folder + file), { level: 9 }).length, 0);
}
