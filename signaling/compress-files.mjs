// Compresses what the page consists of, once and as well as it goes, so that the server has nothing to do but send it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import zopfli from '@gfx/zopfli';

/** Images are compressed by themselves. WebAssembly comes late, when files go, and would make the package a seventh larger. */
const COMPRESSIBLE = /\.(?:html|js|css|svg|webmanifest)$/;

/** Zopfli takes a hundred times as long as zlib and makes gzip a twentieth smaller: all that plain http gets. */
const encodings = [
  ['.gz', (bytes) => zopfli.gzipAsync(bytes, {})],
  ['.br', (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
];

/** Puts `name.gz` and `name.br` beside each file at or below the folder that gets smaller by it. */
export async function compressFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await compressFiles(path);
    else if (COMPRESSIBLE.test(entry.name)) await compressFile(path);
  }
}

async function compressFile(path) {
  const bytes = readFileSync(path);
  for (const [extension, compress] of encodings) {
    const compressed = await compress(bytes);
    if (compressed.length < bytes.length) writeFileSync(path + extension, compressed);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compressFiles(process.argv[2]);
