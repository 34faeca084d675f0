import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { ensureBrowser, ensureHeadlessShell } from './ensure-browser.mjs';
import { signalProcesses } from './processes.ts';

/** What every Chromium of the tests is started with. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A plain-http name that is no secure origin, as on a LAN.
  '--host-resolver-rules=MAP lan.test 127.0.0.1',
];

/**
 * A browser whose contexts keep everything in memory: quick, for small files. `path` is that of another program than
 * Chromium's headless shell, which takes half of a whole browser's time and has no notifications.
 */
export const launchBrowser = async (path?: string): Promise<Browser> =>
  chromium.launch({ executablePath: path ?? (await ensureHeadlessShell()), args: [...chromiumArgs] });

/** A browser of its own with a profile on disk, as people have. */
export interface ProfiledBrowser {
  readonly context: BrowserContext;
  /** Where the profile is: every process of this browser names it on its command line. */
  readonly profile: string;
  /** Ends its processes without warning, as a crash does; the profile stays. */
  kill(): Promise<void>;
  /** Lets its processes stand still, as a computer that sleeps, until {@link thaw}. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  close(): Promise<void>;
}

/** `profile` is that of an earlier browser which was killed. */
export async function launchProfiledBrowser(profile?: string): Promise<ProfiledBrowser> {
  return launchWith(profile ?? (await mkdtemp(join(tmpdir(), 'lanline-profile-'))));
}

async function launchWith(profile: string): Promise<ProfiledBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await ensureBrowser(),
    args: [...chromiumArgs],
    downloadsPath: join(profile, 'downloads'),
  });
  const ended = new Promise((resolve) => context.once('close', resolve));
  const kill = async () => {
    await signalProcesses(profile, 'SIGKILL');
    await ended;
  };
  return {
    context,
    profile,
    kill,
    freeze: () => signalProcesses(profile, 'SIGSTOP'),
    thaw: () => signalProcesses(profile, 'SIGCONT'),
    close: async () => {
      await kill(); // asked to quit, one Chromium in ten hangs until Playwright kills it 30 s later
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
