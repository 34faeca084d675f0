import type { Browser, Page } from 'puppeteer-core';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { indexedDbCases, opfsCases } from '../contract/browser-storage-cases.ts';
import type {} from '../contract/in-browser.ts';
import { journalContract, outboxContract } from '../contract/keep-contract.ts';
import { durableSinkContract, sinkContract } from '../contract/sink-contract.ts';
import { contractPageUrl, startContractServer } from '../support/contract-server.ts';
import { launchFirefox } from '../support/firefox.ts';

/** The sinks that Firefox has: it asks for no files and no folders. */

const durableSink = [...sinkContract, ...durableSinkContract];

let server: ViteDevServer;
let browser: Browser;

beforeAll(async () => {
  server = await startContractServer();
  browser = await launchFirefox();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function runIn(host: 'localhost' | 'lan.test', suite: string, cases: readonly { readonly name: string }[]): void {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage();
    await page.goto(contractPageUrl(server, host));
  });
  afterAll(() => page?.close());

  for (const { name } of cases) {
    test(name, () => page.evaluate((chosen) => window.runContractCase(chosen.suite, chosen.name), { suite, name }));
  }
}

describe('the stream sink keeps its contract in Firefox', () => runIn('lan.test', 'stream sink', sinkContract));
describe('the IndexedDB sink keeps its contract in Firefox', () => runIn('lan.test', 'IndexedDB sink', durableSink));
describe('the OPFS sink keeps its contract in Firefox', () => runIn('localhost', 'OPFS sink', durableSink));
describe('the IndexedDB sink copes with its store in Firefox', () => runIn('lan.test', 'IndexedDB', indexedDbCases));
describe('the OPFS sink copes with its store in Firefox', () => runIn('localhost', 'OPFS', opfsCases));
describe('the IndexedDB journal keeps the contract of journals in Firefox', () =>
  runIn('lan.test', 'IndexedDB journal', journalContract));
describe('the IndexedDB outbox keeps the contract of outboxes in Firefox', () =>
  runIn('lan.test', 'IndexedDB outbox', outboxContract));
