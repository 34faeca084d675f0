import puppeteer, { type Browser } from 'puppeteer-core';
import { ensureFirefox } from './ensure-browser.mjs';

/** The Firefox that people have, with a profile of its own. `lan.test` is a plain-http name, as on a LAN. */
export const launchFirefox = (): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: ensureFirefox(),
    extraPrefsFirefox: { 'network.dns.localDomains': 'lan.test' },
  });
