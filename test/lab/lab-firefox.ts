import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { ensureFirefox } from '../support/ensure-browser.mjs';
import type { Host } from './network.ts';
import { end, forwardPort, freePort, spawnOn, untilSaid } from './on-host.ts';

/** What keeps a fresh Firefox from asking and fetching things. */
const PREFERENCES = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** Firefox on a host of the lab. */
export interface LabFirefox {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function launchFirefoxOn(host: Host): Promise<LabFirefox> {
  const profile = await mkdtemp(join(tmpdir(), 'lanline-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  // Firefox accepts connections to the port that it listens on only, so it is the same one on both sides.
  const port = await freePort();
  const firefox = spawnOn(host, ensureFirefox(), [
    '--headless',
    '--no-remote',
    `--profile=${profile}`,
    `--remote-debugging-port=${port}`,
  ]);
  await untilSaid(firefox, /WebDriver BiDi listening/);
  const forwarding = await forwardPort(host, port);
  const browser = await puppeteer.connect({
    browserWSEndpoint: `ws://127.0.0.1:${port}/session`,
    protocol: 'webDriverBiDi',
  });
  return {
    newPage: () => browser.newPage(),
    close: async () => {
      await browser.close();
      forwarding.close();
      await end(firefox);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
