import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createLog } from '../../signaling/log.ts';
import type { Options } from '../../signaling/options.ts';
import { createLanlineServer } from '../../signaling/server.ts';
import { servePage } from '../../signaling/static-files.ts';
import { certificatesFor } from '../../signaling/tls/certificates.ts';
import { testOptions } from './test-options.ts';

const builtPage = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** The real server with the built page, on a free port. */
export interface Lan {
  /** A plain-http origin that is not localhost: what neighbours see. Needs a browser of `launchBrowser`. */
  readonly url: string;
  /** The same server as a secure origin. */
  readonly localUrl: string;
  /** For tests that look at what comes in. */
  readonly http: Server;
  /** Bytes that its connections have carried so far, both ways. */
  bytesCarried(): number;
  close(): Promise<void>;
}

export async function openLan(options: Partial<Options> = {}): Promise<Lan> {
  const all = testOptions(options);
  const server = createLanlineServer({
    options: all,
    serveHttp: servePage(builtPage),
    loadCertificate: certificatesFor(all, Date.now),
    store: undefined,
    now: () => performance.now(),
    wallClock: Date.now,
    randomBytes,
    log: createLog(all.logLevel),
  });
  const connections: Socket[] = [];
  server.http.on('connection', (connection) => connections.push(connection));
  await server.listen();
  const { port } = server.address();
  return {
    url: `http://lan.test:${port}`,
    localUrl: `http://localhost:${port}`,
    http: server.http,
    bytesCarried: () => connections.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0),
    close: () => server.close(),
  };
}
