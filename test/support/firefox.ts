import puppeteer, { type Browser } from 'puppeteer-core';
import { ensureFirefox } from './ensure-browser.mjs';

/**
 * The Firefox that people have, with a profile of its own. `lan.test` is a plain-http name, as on a LAN.
 * Whether it takes certificates that nobody vouches for is `acceptInsecureCerts`.
 */
export const launchFirefox = ({ acceptInsecureCerts = false } = {}): Promise<Browser> =>
  puppeteer.launch({
    acceptInsecureCerts,
    browser: 'firefox',
    executablePath: ensureFirefox(),
    extraPrefsFirefox: { 'network.dns.localDomains': 'lan.test' },
  });
