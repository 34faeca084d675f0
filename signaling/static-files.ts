import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { LaunchError } from './launch-error.ts';
import { securityHeaders } from './security-headers.ts';

/** Serves the built page from a directory that does not change meanwhile. Throws a LaunchError when it is not built. */
export function servePage(directory: string): RequestListener {
  if (!existsSync(join(directory, 'index.html'))) {
    throw new LaunchError('The page is not built yet: run "npm run build" first.');
  }
  const headers = securityHeaders();
  const files = sirv(directory, {
    etag: true,
    // Compressed when the page was built; browsers take Brotli on secure origins only.
    gzip: true,
    brotli: true,
    setHeaders: (response, path) => response.setHeader('cache-control', cacheControl(path)),
  });
  return (request, response) => headers(request, response, () => files(request, response));
}

/** The names of built assets hold a hash of their content; every other file is asked for anew. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
