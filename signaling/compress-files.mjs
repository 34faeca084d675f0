// Compresses what the page consists of, once and as well as it goes, so that the server has nothing to do but send it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Images are compressed by themselves. */
const COMPRESSIBLE = /\.(?:html|js|css|svg|wasm|webmanifest)$/;

const encodings = [
  ['.gz', (bytes) => gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION })],
  ['.br', (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
];

/** Puts `name.gz` and `name.br` beside each file at or below the folder that gets smaller by it. */
export function compressFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compressFiles(path);
    else if (COMPRESSIBLE.test(entry.name)) compressFile(path);
  }
}

function compressFile(path) {
  const bytes = readFileSync(path);
  for (const [extension, compress] of encodings) {
    const compressed = compress(bytes);
    if (compressed.length < bytes.length) writeFileSync(path + extension, compressed);
  }
}
