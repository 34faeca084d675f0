import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { launchBrowser } from '../support/browsers.ts';
import { misfitsOf } from '../support/fit.ts';
import type { Person } from '../support/person.ts';
import { speak } from '../support/screens/speak.ts';
import { STATES, type State } from '../support/screens/states.ts';
import { walkScreens } from '../support/screens/walk.ts';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** A narrow phone, and a small window at 200 %. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 320, height: 200 },
];

/** One language for each direction, and one with long words. */
const DIRECTIONS = ['en', 'ar'] as const;
const LONG_WORDS = 'de';

const findings: Record<'axe' | 'narrow', Map<State, string[]>> = { axe: new Map(), narrow: new Map() };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  await walkScreens(browser, look);
}, 300_000);

afterAll(() => browser.close());

async function look(state: State, { page }: Person): Promise<void> {
  findings.axe.set(state, await axeFindings(page));
  findings.narrow.set(state, await narrowFindings(page));
  await page.setViewportSize(DESK);
  await speak(page, 'en');
}

/** Colours do not depend on the language, and nothing else depends on the colours. */
async function axeFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    for (const language of DIRECTIONS) {
      await speak(page, language);
      found.push(...(await violationsOf(page)).map((line) => `${size.width} px, ${language}: ${line}`));
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await violationsOf(page, ['color-contrast'])).map((line) => `${size.width} px, dark: ${line}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return found;
}

async function narrowFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of NARROW) {
    await page.setViewportSize(size);
    for (const language of [...DIRECTIONS, LONG_WORDS] as const) {
      await speak(page, language);
      found.push(...(await misfitsOf(page)).map((line) => `${size.width} × ${size.height}, ${language}: ${line}`));
    }
  }
  return found;
}

describe('axe finds nothing, light or dark, in either direction, at a desk or on a phone, at', () => {
  test.each(STATES)('%s', (state) => expect(findings.axe.get(state)).toEqual([]));
});

describe('nothing is cut, covered or scrolled sideways in a narrow window at', () => {
  test.each(STATES)('%s', (state) => expect(findings.narrow.get(state)).toEqual([]));
});
