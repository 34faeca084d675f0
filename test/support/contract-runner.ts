import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, test } from 'vitest';
import type {} from '../contract/in-browser.ts';
import { contractPageUrl, startContractServer } from './contract-server.ts';

interface ChosenCase {
  readonly suite: string;
  readonly name: string;
}

/** What the pages of both drivers have. */
interface ContractPage {
  goto(url: string): Promise<unknown>;
  evaluate(run: (chosen: ChosenCase) => Promise<void>, chosen: ChosenCase): Promise<void>;
  close(): Promise<void>;
}

interface ContractBrowser {
  newPage(): Promise<ContractPage>;
  close(): Promise<void>;
}

/** For a test file: answers what runs the cases of one suite, each as a test, in a page of this file's browser. */
export function runContractsIn(launch: () => Promise<ContractBrowser>) {
  let server: ViteDevServer;
  let browser: ContractBrowser;

  beforeAll(async () => {
    server = await startContractServer();
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  return (host: 'localhost' | 'lan.test', suite: string, cases: readonly { readonly name: string }[]): void => {
    let page: ContractPage;
    beforeAll(async () => {
      page = await browser.newPage();
      await page.goto(contractPageUrl(server, host));
    });
    afterAll(() => page?.close());

    for (const { name } of cases) {
      test(name, () => page.evaluate((chosen) => window.runContractCase(chosen.suite, chosen.name), { suite, name }));
    }
  };
}
