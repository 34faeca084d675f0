import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { speak } from '../support/screens/speak.ts';
import { STATES, type State } from '../support/screens/states.ts';
import { walkScreens } from '../support/screens/walk.ts';
import { galleryOf, type Shot } from './gallery.ts';

const folder = fileURLToPath(new URL('../../test-results/screenshots', import.meta.url));

const devices = [
  { device: 'desk', size: { width: 1280, height: 800 } },
  { device: 'phone', size: { width: 390, height: 844 } },
] as const;
const colors = ['light', 'dark'] as const;
const spoken = ['en', 'ja', 'ar'] as const;

/** In all of its looks; it ends with the first one. */
async function takeAll(state: State, page: Page): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const language of spoken) {
    await speak(page, language);
    for (const { device, size } of devices) {
      await page.setViewportSize(size);
      for (const color of colors) shots.push(await take(state, page, color, `${device}-${language}`));
    }
  }
  await page.setViewportSize(devices[0].size);
  await page.emulateMedia({ colorScheme: 'light' });
  await speak(page, 'en');
  return shots;
}

async function take(state: State, page: Page, color: (typeof colors)[number], where: string): Promise<Shot> {
  await page.emulateMedia({ colorScheme: color });
  const what = `${where}-${color}`;
  const file = `${state}-${what}.png`;
  await page.screenshot({ path: join(folder, file) });
  return { state, file, what };
}

test('every state of the page has its pictures', async ({ browser }) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const shots: Shot[] = [];
  await walkScreens(browser, async (state, { page }) => {
    shots.push(...(await takeAll(state, page)));
  });
  await writeFile(join(folder, 'index.html'), galleryOf(shots));
  process.stdout.write(`${shots.length} screenshots: ${join(folder, 'index.html')}\n`);
  expect(new Set(shots.map(({ state }) => state))).toEqual(new Set(STATES));
});
