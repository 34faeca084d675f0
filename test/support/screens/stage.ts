import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Settings } from '../../../client/state/views.ts';
import { writeRandomFile } from '../files.ts';
import { type Lan, openLan } from '../lan.ts';
import { Person } from '../person.ts';
import { allowSlowSink } from '../slow-sink.ts';
import { tapWire } from '../wire.ts';

/** Where a walk through the screens takes place: a server of its own, people's browsers, and files to send. */
export class Stage {
  readonly lan: Lan;
  readonly #browser: Browser;
  readonly #options: BrowserContextOptions;
  readonly #folder: string;
  readonly #contexts: BrowserContext[] = [];

  private constructor(browser: Browser, options: BrowserContextOptions, lan: Lan, folder: string) {
    this.lan = lan;
    this.#browser = browser;
    this.#options = options;
    this.#folder = folder;
  }

  /** `options` are those of everybody's browser. */
  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Stage> {
    return new Stage(browser, options, await openLan(), await mkdtemp(join(tmpdir(), 'lanline-screens-')));
  }

  /** Somebody at the start page, or at the link that is given; they can save to a slow disk. */
  async visit(name: string, url = this.lan.url, settings: Partial<Settings> = {}): Promise<Person> {
    const context = await this.#browser.newContext({ ...this.#options, reducedMotion: 'reduce' });
    this.#contexts.push(context);
    await tapWire(context);
    await allowSlowSink(context);
    return Person.open(context, name, url, settings);
  }

  /** Writes a file of random bytes, which go over the wire as they are; answers its path. */
  async file(name: string, totalBytes: number): Promise<string> {
    const path = join(this.#folder, name);
    await writeRandomFile(path, totalBytes);
    return path;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.lan.close();
    await rm(this.#folder, { recursive: true });
  }
}
