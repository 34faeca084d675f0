import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { fileSystemCases } from '../contract/file-system-cases.ts';
import type {} from '../contract/in-browser.ts';
import { indexedDbCases } from '../contract/indexeddb-cases.ts';
import { linkContract } from '../contract/link-contract.ts';
import { simplePeerLinkCases } from '../contract/simple-peer-link-cases.ts';
import { sinkContract } from '../contract/sink-contract.ts';
import { launchBrowser } from '../support/browsers.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let server: ViteDevServer;
let browser: Browser;

beforeAll(async () => {
  server = await createServer({
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
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A blank page: `localhost` is a secure origin, `lan.test` is plain http as on a LAN. */
async function openHarness(host: 'localhost' | 'lan.test'): Promise<Page> {
  const port = new URL(server.resolvedUrls?.local[0] ?? '').port;
  const page = await browser.newPage();
  await page.goto(`http://${host}:${port}/test/contract/harness.html`);
  return page;
}

function runIn(host: 'localhost' | 'lan.test', suite: string, cases: readonly { readonly name: string }[]): void {
  let page: Page;
  beforeAll(async () => {
    page = await openHarness(host);
  });
  afterAll(() => page?.close());

  for (const { name } of cases) {
    test(name, () => page.evaluate((chosen) => window.runContractCase(chosen.suite, chosen.name), { suite, name }));
  }
}

describe('the WebRTC link keeps the contract of links', () => runIn('lan.test', 'link', linkContract));
describe('the WebRTC link guards its channels', () => runIn('lan.test', 'simple-peer link', simplePeerLinkCases));
describe('the stream sink keeps the contract of sinks', () => runIn('lan.test', 'stream sink', sinkContract));
describe('the IndexedDB sink keeps the contract of sinks', () => runIn('lan.test', 'IndexedDB sink', sinkContract));
describe('the IndexedDB sink copes with its store', () => runIn('lan.test', 'IndexedDB', indexedDbCases));
describe('the file system sink keeps the contract of sinks', () =>
  runIn('localhost', 'file system sink', sinkContract));
describe('the file system sink copes with its picker', () => runIn('localhost', 'file system', fileSystemCases));
