import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Serves the page that contract cases run in. */
export async function startContractServer(): Promise<ViteDevServer> {
  const server = await createServer({
    root,
    configFile: `${root}/vite.config.ts`,
    // Its own, since the other tests may have a server of the same files.
    cacheDir: 'node_modules/.vite-contracts',
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', allowedHosts: true, hmr: false, watch: null },
    // Found while a page runs, a package would make the server reload that page.
    optimizeDeps: { include: ['simple-peer', 'valibot', 'idb'], noDiscovery: true },
  });
  await server.listen();
  return server;
}

/** The address of that page: `localhost` is a secure origin, `lan.test` is plain http as on a LAN. */
export function contractPageUrl(server: ViteDevServer, host: 'localhost' | 'lan.test'): string {
  const port = new URL(server.resolvedUrls?.local[0] ?? '').port;
  return `http://${host}:${port}/test/contract/harness.html`;
}
