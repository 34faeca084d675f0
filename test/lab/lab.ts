import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browsers.ts';
import { ensureBrowser } from '../support/ensure-browser.mjs';
import { launchPlainChromiumOn } from './lab-chromium.ts';
import { type LabFirefox, launchFirefoxOn } from './lab-firefox.ts';
import { type Host, LabNetwork } from './network.ts';
import { end, programOn, spawnOn, untilSaid } from './on-host.ts';

const SERVER = fileURLToPath(new URL('../../dist/server/signaling/main.js', import.meta.url));
const PORT = 3000;

/** A network with a Lanline server, and people at browsers on its hosts. */
export class Lab {
  readonly network = new LabNetwork();
  readonly #endings: (() => Promise<void>)[] = [];
  #server: ChildProcess | undefined;

  /** Answers where the page is. It may be started again on the same host after it was killed. */
  async startServer(host: Host, ...args: readonly string[]): Promise<string> {
    const server = spawnOn(host, process.execPath, [SERVER, '--port', String(PORT), ...args]);
    this.#server = server;
    this.#endings.push(() => end(server));
    await untilSaid(server, /Lanline is ready/);
    return `http://${host.address}:${PORT}`;
  }

  /** A TURN server (coturn) with one user. Answers the server's option that names it. */
  async startTurnServer(host: Host): Promise<string> {
    const folder = await this.#makeFolder();
    const user = 'ann:secret';
    const turn = spawnOn(host, 'turnserver', [
      ...['-n', '--listening-ip', host.address, '--relay-ip', host.address, '--realm', 'lab'],
      ...['--lt-cred-mech', '--user', user, '--no-tls', '--no-dtls', '--no-cli', '--log-file', 'stdout'],
      ...['--db', join(folder, 'users'), '--pidfile', join(folder, 'pid')],
    ]);
    this.#endings.push(() => end(turn));
    await untilSaid(turn, /Total General servers/);
    return `turn:${user}@${host.address}:3478`;
  }

  /** Ends the server without warning, as a crash does. */
  async killServer(): Promise<void> {
    if (this.#server !== undefined) await end(this.#server, 'SIGKILL');
  }

  /** A Chromium on that host, without a page yet. */
  async startChromium(host: Host): Promise<BrowserContext> {
    const folder = await this.#makeFolder();
    const browser = await launchBrowser(await programOn(host, await ensureBrowser(), folder));
    this.#endings.push(() => browser.close());
    return browser.newContext();
  }

  /** A Chromium on that host in which pages may be hidden; downloads go to the folder. */
  async startPlainChromium(host: Host, downloads: string): Promise<BrowserContext> {
    const { context, close } = await launchPlainChromiumOn(host, downloads);
    this.#endings.push(close);
    return context;
  }

  /** A Firefox on that host, without a page yet. */
  async startFirefox(host: Host): Promise<LabFirefox> {
    const firefox = await launchFirefoxOn(host);
    this.#endings.push(() => firefox.close());
    return firefox;
  }

  async close(): Promise<void> {
    for (const ending of this.#endings.reverse()) await ending();
    this.network.close();
  }

  async #makeFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'lanline-lab-'));
    this.#endings.push(() => rm(folder, { recursive: true }));
    return folder;
  }
}
