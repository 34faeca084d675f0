/** There is no browser, and none could be got; the message says in one sentence what to do. */
export class NoBrowserError extends Error {}

/** The path of a browser that works, from $CHROME_PATH, the system or Playwright's own downloads; or undefined. */
export function findBrowser(): Promise<string | undefined>;

/** As {@link findBrowser}, but installs one if need be, and leaves its path in $CHROME_PATH for child processes. */
export function ensureBrowser(): Promise<string>;

/** As {@link findBrowser}, for Chromium's headless shell: the engine, without the windows around it. */
export function findHeadlessShell(): string | undefined;

/** As {@link ensureBrowser}, for the headless shell. Where none can be got, a whole browser does the same, more slowly. */
export function ensureHeadlessShell(): Promise<string>;

/** The path of a Firefox that works, from $FIREFOX_PATH or the system; or undefined. */
export function findFirefox(): string | undefined;

/** As {@link findFirefox}, but installs one if need be, and leaves its path in $FIREFOX_PATH for child processes. */
export function ensureFirefox(): string;
