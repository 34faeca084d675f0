import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumArgs } from '../support/browsers.ts';
import { ensureBrowser } from '../support/ensure-browser.mjs';
import type { Host } from './network.ts';
import { end, forwardPort, freePort, spawnOn, untilSaid } from './on-host.ts';

/** A browser, and how to end it. */
export interface LabChromium {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * A Chromium on a host of the lab as people have it: a page behind another tab is hidden, and gets less. Those that
 * Playwright starts have flags against that, and make every page believe that it is looked at.
 */
export async function launchPlainChromiumOn(host: Host, downloads: string): Promise<LabChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'lanline-profile-'));
  const port = await freePort();
  const program = spawnOn(host, await ensureBrowser(), [
    ...chromiumArgs,
    '--headless=new',
    `--user-data-dir=${profile}`,
    `--remote-debugging-port=${port}`,
    'about:blank',
  ]);
  await untilSaid(program, /DevTools listening/);
  const forwarding = await forwardPort(host, port);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { isLocal: true, noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('a browser without a window');
  const control = await browser.newBrowserCDPSession();
  await control.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  return {
    context,
    close: async () => {
      await browser.close();
      forwarding.close();
      await end(program);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
