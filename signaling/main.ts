#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { keepHeapSmall } from './heap.ts';
import { launch } from './launch.ts';
import { createLanlineServer } from './server.ts';
import { servePage } from './static-files.ts';
import { openStore } from './store.ts';
import { certificatesFor } from './tls/certificates.ts';

/** The built page, as seen from this file's compiled form in dist/server/signaling. */
const pageDirectory = fileURLToPath(new URL('../../client/', import.meta.url));

const now = () => performance.now();

keepHeapSmall();
await launch(async (options, log) =>
  createLanlineServer({
    options,
    serveHttp: servePage(pageDirectory),
    loadCertificate: certificatesFor(options, Date.now),
    store: await openStore(options, now, randomBytes),
    now,
    wallClock: Date.now,
    randomBytes,
    log,
  }),
);
