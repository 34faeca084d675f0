import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../support/browsers.ts';
import { ensureBrowser } from '../support/ensure-browser.mjs';
import { test as base } from '../support/lan-test.ts';
import { setHidden } from '../support/visibility.ts';

/** In a whole browser: the headless shell has no notifications. */
const test = base.extend<{ readonly browser: Browser }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of fixtures from this pattern
    async ({}, use) => {
      const browser = await launchBrowser(await ensureBrowser());
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
});

declare global {
  interface Window {
    /** What the page has sounded, in notes, and shown. */
    notes: number;
    shown: { title: string; body: string }[];
    /** The locks on the screen that it got. */
    locks: WakeLockSentinel[];
  }
}

/** How long a busy computer may take for what is there at once on others. */
const SOON = { timeout: 20_000 };

/** The icon of the page's tab, as SVG; empty while it is the page's own. */
const iconOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { href } = document.querySelector<HTMLLinkElement>('link[rel=icon]') ?? { href: '' };
    return href.startsWith('data:') ? decodeURIComponent(href) : '';
  });

const countNotes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.notes = 0;
    const { start } = AudioScheduledSourceNode.prototype;
    AudioScheduledSourceNode.prototype.start = function (this: AudioScheduledSourceNode, ...when) {
      window.notes += 1;
      start.apply(this, when);
    };
  });

const collectNotifications = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.shown = [];
    window.Notification = class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        window.shown.push({ title, body: options.body ?? '' });
      }
    };
  });

const collectLocks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.locks = [];
    const { request } = WakeLock.prototype;
    WakeLock.prototype.request = async function (this: WakeLock, type) {
      const lock = await request.call(this, type);
      window.locks.push(lock);
      return lock;
    };
  });

/** A file that takes a while to travel. */
async function createFilm(folder: string): Promise<string> {
  const film = join(folder, 'film.bin');
  await writeFile(film, '');
  await truncate(film, 300_000_000);
  return film;
}

test('a hidden page counts what comes in its title and icon, and sounds', async ({ meet }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  await countNotes(ben.page);
  // Browsers let a page sound once somebody has used it.
  await ben.textbox('Message').click();
  await ann.say('You see this');
  await ben.hears('You see this');
  expect([await iconOf(ben.page), await ben.page.evaluate(() => window.notes)]).toEqual(['', 0]);

  await setHidden(ben.page, true);
  await ann.say('Lunch?');
  await expect.poll(() => ben.page.title(), SOON).toMatch(/^\(1\) Room/);
  expect(await iconOf(ben.page)).toContain('>1</text>');
  await expect.poll(() => ben.page.evaluate(() => window.notes), SOON).toBe(2);

  await setHidden(ben.page, false);
  await expect.poll(() => ben.page.title(), SOON).toMatch(/^Room/);
  expect(await iconOf(ben.page)).toBe('');
});

test('notifications are off until they are turned on, and say who and what', async ({ lan, visit }) => {
  const ann = await visit('Ann', lan.localUrl);
  await ann.page.context().grantPermissions(['notifications']);
  await ann.page.reload();
  const ben = await visit('Ben', await ann.createRoom());
  await ann.connectedTo('Ben');
  await collectNotifications(ann.page);
  const shown = () => ann.page.evaluate(() => window.shown);

  await setHidden(ann.page, true);
  await ben.say('Nobody is told of this');
  await expect.poll(() => ann.page.title(), SOON).toMatch(/^\(1\)/);
  expect(await shown()).toEqual([]);
  await setHidden(ann.page, false);

  const settings = await ann.openSettings();
  await settings.getByRole('checkbox', { name: 'Notifications' }).check();
  await ann.page.keyboard.press('Escape');
  await setHidden(ann.page, true);
  await ben.say('Lunch?');
  await expect.poll(shown, SOON).toEqual([{ title: 'Ben', body: 'Lunch?' }]);
  await ben.chooseFiles({ name: 'menu.txt', mimeType: 'text/plain', buffer: Buffer.from('soup') });
  await expect.poll(shown, SOON).toHaveLength(2);
  expect((await shown())[1]).toEqual({ title: 'Ben offers files', body: 'menu.txt · 4\u00a0bytes' });
});

test('settings say why there are no notifications on plain http', async ({ visit }) => {
  const ann = await visit('Ann');
  await ann.createRoom();
  const settings = await ann.openSettings();
  await settings.getByText('Notifications need https.').waitFor();
  expect(await settings.getByRole('checkbox', { name: 'Notifications' }).isDisabled()).toBe(true);
  expect(await settings.getByRole('checkbox', { name: 'Sound' }).isChecked()).toBe(true);
});

test('the picture of the mesh says where files go', async ({ meet, folder }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  await ann.page.getByRole('img', { name: 'Linked to Ben', exact: true }).waitFor();
  await ann.chooseFiles(await createFilm(folder));
  await ben.button('Accept').click();
  await ann.page.getByRole('img', { name: 'Linked to Ben. Sending to Ben' }).waitFor();
  await ben.page.getByRole('img', { name: 'Linked to Ann. Receiving from Ann' }).waitFor();
  await ben.button('Cancel').click();
  for (const { page } of [ann, ben]) await page.getByRole('img', { name: /^Linked to (Ann|Ben)$/ }).waitFor();
});

test('the screen stays on while files move, where the browser can do that', async ({ lan, visit, folder }) => {
  const ann = await visit('Ann', lan.localUrl);
  const ben = await visit('Ben', (await ann.createRoom()).replace(lan.localUrl, lan.url));
  await ann.connectedTo('Ben');
  await ann.page.context().grantPermissions(['screen-wake-lock']);
  await collectLocks(ann.page);
  const released = () => ann.page.evaluate(() => window.locks.map((lock) => lock.released));
  await ann.chooseFiles(await createFilm(folder));
  await ben.button('Accept').waitFor();
  expect(await released()).toEqual([]);
  await ben.button('Accept').click();
  await expect.poll(released, SOON).toEqual([false]);
  await ann.button('Cancel').click();
  await expect.poll(released, SOON).toEqual([true]);
});
