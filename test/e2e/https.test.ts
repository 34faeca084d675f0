import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { launchFirefox } from '../support/firefox.ts';
import { FirefoxPerson } from '../support/firefox-person.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { networkAddress } from '../support/network-address.ts';
import { Person } from '../support/person.ts';

/** The pages are opened at this computer's address on its network, by which Firefox finds others, too. */
let lan: Lan;
let plainUrl: string;
let secureUrl: string;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lanline-https-'));
  lan = await openLan({ host: '0.0.0.0', https: true, dataDir });
  const at = `${networkAddress()}:${new URL(lan.url).port}`;
  [plainUrl, secureUrl] = [`http://${at}/`, `https://${at}/`];
});

afterAll(async () => {
  await lan?.close();
  await rm(dataDir, { recursive: true });
});

/** Somebody at a Chromium who takes the server's own certificate. */
async function visitTrusting(browser: Browser, name: string, url: string): Promise<Person> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  return Person.open(context, name, url);
}

/** Chromium itself writes so, where a page that it was told to trust asks for a service worker: it takes none from there. */
const NO_SERVICE_WORKER = 'An SSL certificate error occurred when fetching the script.';

const securely = (link: string) => link.replace('http:', 'https:');

test('Somebody on http and somebody on https talk to each other', async ({ browser }) => {
  const ann = await visitTrusting(browser, 'Ann', plainUrl);
  const link = await ann.createRoom();
  const ben = await visitTrusting(browser, 'Ben', securely(link));
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  await ann.say('Hello from http');
  await ben.hears('Hello from http');
  await ben.say('Hello from https');
  await ann.hears('Hello from https');
  expect(await ben.page.evaluate(() => isSecureContext)).toBe(true);
  expect([...ann.pageErrors, ...ben.pageErrors].filter((error) => error !== NO_SERVICE_WORKER)).toEqual([]);
});

test.for([
  ['https:', 'http:'],
  ['http:', 'https:'],
] as const)(
  'Somebody at a Firefox on %s and somebody at a Chromium on %s talk to each other',
  async ([firefoxScheme, chromiumScheme], { browser }) => {
    const ann = await visitTrusting(browser, 'Ann', chromiumScheme === 'http:' ? plainUrl : secureUrl);
    const link = await ann.createRoom();
    const firefox = await launchFirefox({ acceptInsecureCerts: true });
    onTestFinished(() => firefox.close());
    const ben = await FirefoxPerson.open(await firefox.newPage(), 'Ben', link.replace(/^https?:/, firefoxScheme));
    await ann.connectedTo('Ben');
    await ben.say('Hello from Firefox');
    await ann.hears('Hello from Firefox');
    await ann.say('Hello from Chromium');
    await ben.hears('Hello from Chromium');
    expect(await ben.page.evaluate(() => location.protocol)).toBe(firefoxScheme);
  },
);

describe('the page offers https', () => {
  const offer = (person: Person) => person.page.getByRole('link', { name: 'Open this page over https' });

  test('on plain http, by a link that opens it', async ({ browser }) => {
    const ann = await visitTrusting(browser, 'Ann', plainUrl);
    await offer(ann).click();
    await ann.button('Create a room').waitFor();
    expect(ann.page.url()).toBe(secureUrl);
  });

  test('not where the page has it already, nor where the server has none', async ({ browser, visit }) => {
    const ann = await visitTrusting(browser, 'Ann', secureUrl);
    const ben = await visit('Ben');
    for (const person of [ann, ben]) {
      // By then the server has answered what it has.
      await person.page.waitForLoadState('networkidle');
      await person.button('Create a room').waitFor();
      expect(await offer(person).count()).toBe(0);
    }
  });
});
