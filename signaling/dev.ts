import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer, type ViteDevServer } from 'vite';
import { launch } from './launch.ts';
import type { Options } from './options.ts';
import { createLanlineServer } from './server.ts';
import { openStore } from './store.ts';
import { certificatesFor } from './tls/certificates.ts';

// The page straight from its sources, reloaded when they change, on the same port as the signaling.
const now = () => performance.now();

await launch(async (options: Options, log) => {
  const server = createLanlineServer({
    options,
    serveHttp: (request, response) => vite.middlewares(request, response),
    loadCertificate: certificatesFor(options, Date.now),
    store: await openStore(options, now, randomBytes),
    now,
    wallClock: Date.now,
    randomBytes,
    log,
  });
  const vite = await createVite(server.http);
  server.http.once('close', () => void vite.close());
  return server;
});

/** Vite within our server. Any host name may open it, as neighbours do; its reload socket shares the port. */
function createVite(http: Server): Promise<ViteDevServer> {
  return createServer({
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server: http }, allowedHosts: true },
  });
}
