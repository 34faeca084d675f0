import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Headers that let the page do what it needs and nothing else. What makes sense on https only is left out: on plain
 * http it would break the page (HSTS, upgrade-insecure-requests) or draw warnings (COOP, Origin-Agent-Cluster).
 */
export function securityHeaders(): Middleware {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}

const contentSecurityPolicy = {
  'default-src': ["'none'"],
  // WebAssembly hashes the pieces.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // No text becomes markup or script but through Lit's templates and the page's own workers.
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'lanline'],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ['blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};
