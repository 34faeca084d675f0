import puppeteer, { type Browser } from 'puppeteer-core';
import { ensureFirefox } from './ensure-browser.mjs';

interface FirefoxOptions {
  /** Whether it takes certificates that nobody vouches for. */
  readonly acceptInsecureCerts?: boolean;
  /** The folder that it saves downloads in; the browser's own unless told otherwise. */
  readonly downloads?: string;
}

/** The Firefox that people have, with a profile of its own. `lan.test` is a plain-http name, as on a LAN. */
export const launchFirefox = ({ acceptInsecureCerts = false, downloads }: FirefoxOptions = {}): Promise<Browser> =>
  puppeteer.launch({
    acceptInsecureCerts,
    browser: 'firefox',
    executablePath: ensureFirefox(),
    extraPrefsFirefox: {
      'network.dns.localDomains': 'lan.test',
      ...(downloads === undefined ? {} : { 'browser.download.dir': downloads, 'browser.download.folderList': 2 }),
    },
  });
