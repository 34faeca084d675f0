// Finds a Chromium and a Firefox for the tests, and gets them where there is none.
// Plain JavaScript, because `npm test` runs it before anything is built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installByApt } from './install-by-apt.mjs';

const PLAYWRIGHT_CLI = fileURLToPath(new URL('../../node_modules/playwright-core/cli.js', import.meta.url));
const LINUX_NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const MAC_APPS = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
const WINDOWS_FILES = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/** There is no browser, and none could be got; the message says in one sentence what to do. */
export class NoBrowserError extends Error {}

/** The path of a browser that works, from $CHROME_PATH, the system or Playwright's own downloads; or undefined. */
export async function findBrowser() {
  const { CHROME_PATH } = process.env;
  const places = [...(CHROME_PATH ? [CHROME_PATH] : []), ...systemPlaces(), await playwrightPlace()];
  return places.find(works);
}

/** As {@link findBrowser}, but installs one if need be, and leaves its path in $CHROME_PATH for child processes. */
export async function ensureBrowser() {
  const found = (await findBrowser()) ?? (await getBrowser());
  process.env.CHROME_PATH = found;
  return found;
}

/** As {@link findBrowser}, for Chromium's headless shell: the engine, without the windows around it. */
export function findHeadlessShell() {
  const { HEADLESS_SHELL_PATH } = process.env;
  return [...(HEADLESS_SHELL_PATH ? [HEADLESS_SHELL_PATH] : []), ...inFolders('chromium-headless-shell')].find(works);
}

/** As {@link ensureBrowser}, for the headless shell. Where none can be got, a whole browser does the same, more slowly. */
export async function ensureHeadlessShell() {
  if (findHeadlessShell() === undefined) installByApt('chromium-headless-shell');
  const found = findHeadlessShell() ?? (await ensureBrowser());
  process.env.HEADLESS_SHELL_PATH = found;
  return found;
}

/** The path of a Firefox that works, from $FIREFOX_PATH or the system; or undefined. */
export function findFirefox() {
  const { FIREFOX_PATH } = process.env;
  return [...(FIREFOX_PATH ? [FIREFOX_PATH] : []), ...firefoxPlaces()].find(works);
}

/** As {@link findFirefox}, but installs one if need be, and leaves its path in $FIREFOX_PATH for child processes. */
export function ensureFirefox() {
  if (findFirefox() === undefined) installByApt('firefox-esr');
  const found = findFirefox();
  if (found === undefined) {
    throw new NoBrowserError('The tests need Firefox besides: install it, or name one in FIREFOX_PATH.');
  }
  process.env.FIREFOX_PATH = found;
  return found;
}

function firefoxPlaces() {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return inFolder('/Applications', ['Firefox.app/Contents/MacOS/firefox']);
    case 'win32':
      return env.PROGRAMFILES ? inFolder(env.PROGRAMFILES, ['Mozilla Firefox\\firefox.exe']) : [];
    default:
      return ['firefox', 'firefox-esr'].flatMap((name) => inFolders(name));
  }
}

const inFolders = (name) => pathFolders().map((folder) => join(folder, name));

function systemPlaces() {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) => inFolder(folder, MAC_APPS));
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
        folder ? inFolder(folder, WINDOWS_FILES) : [],
      );
    default:
      return LINUX_NAMES.flatMap((name) => inFolders(name));
  }
}

const inFolder = (folder, names) => names.map((name) => join(folder, name));
const pathFolders = () => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');

async function playwrightPlace() {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

/** Some systems have a script of that name which only says how to install the browser, so it is asked for its version. */
function works(path) {
  if (!existsSync(path)) return false;
  return process.platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}

async function getBrowser() {
  process.stdout.write('There is no Chromium or Chrome yet: getting one ...\n');
  for (const install of [() => installByApt('chromium'), installByPlaywright]) {
    install();
    const found = await findBrowser();
    if (found !== undefined) return found;
  }
  throw new NoBrowserError('The tests need a browser: install Chromium or Chrome, or name one in CHROME_PATH.');
}

function installByPlaywright() {
  spawnSync(process.execPath, [PLAYWRIGHT_CLI, 'install', 'chromium'], { stdio: 'inherit' });
}
