import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../dist/client/', import.meta.url));

/** The part of Vite's manifest that is needed: which scripts there are, by their keys, and what comes with them. */
type Manifest = Record<string, Script>;

interface Script {
  readonly file: string;
  readonly name?: string;
  readonly css?: string[];
  /** Keys of the manifest. */
  readonly imports?: string[];
}

/** What scripts and styles take over the network (gzip) until these scripts of the built page run, in bytes. */
export function compressedBytes(...names: readonly string[]): number {
  const manifest: Manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8'));
  const files = new Set<string>();
  const add = (script: Script | undefined): void => {
    if (script === undefined) throw new Error(`the built page lacks one of ${names.join(', ')}`);
    if (files.has(script.file)) return;
    for (const file of [script.file, ...(script.css ?? [])]) files.add(file);
    for (const key of script.imports ?? []) add(manifest[key]);
  };
  for (const name of names) add(Object.values(manifest).find((script) => script.name === name));
  return [...files].reduce((sum, file) => sum + statSync(`${folder}${file}.gz`).size, 0);
}
