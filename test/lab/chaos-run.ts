import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { assertNever } from '../../shared/assert-never.ts';
import { writeRandomFile } from '../support/files.ts';
import { Watch } from '../support/watch.ts';
import type { ChaosFile, ChaosPerson } from './chaos-person.ts';
import type { ChaosEvent, ChaosHost, ChaosName, Deed, Mishap } from './chaos-plan.ts';
import { findComplaints } from './chaos-verdict.ts';
import { messagesHeldBy } from './conversation.ts';
import type { Lab } from './lab.ts';
import { Mutex } from './mutex.ts';
import type { Host } from './network.ts';

export interface ChaosScene {
  readonly lab: Lab;
  readonly server: Host;
  readonly everybody: readonly ChaosPerson[];
  /** The code of their room. */
  readonly code: string;
  /** Where the files that they send are. */
  readonly folder: string;
}

type At<Event> = { readonly atMs: number } & Event;

const isDeed = (event: ChaosEvent): event is At<Deed> => 'who' in event;

/** How often somebody looks at their page when they have nothing to do, in ms. */
const LOOK_EVERY_MS = 300;

/** How long anything may take until it can be done, in ms: longer than the longest cut, and until links are back. */
const PATIENCE_MS = 90_000;

/** Carries a plan out: everybody does one thing after the other, while the network and the server have their mishaps. */
export class ChaosRun {
  readonly #scene: ChaosScene;
  readonly #plan: readonly ChaosEvent[];
  readonly #startedAt = performance.now();
  readonly #said: string[] = [];
  readonly #files = new Map<string, ChaosFile>();
  readonly #log: string[] = [];
  readonly #over = new AbortController();
  readonly #watch = new Watch();
  readonly #unreachable = new Set<ChaosHost>();
  /** Only one page at a time goes or comes, with the server there, and nobody takes the server away meanwhile. */
  readonly #door = new Mutex();
  #toDo: number;

  constructor(scene: ChaosScene, plan: readonly ChaosEvent[]) {
    this.#scene = scene;
    this.#plan = plan;
    this.#toDo = plan.length;
  }

  /** Resolves when the plan is carried out and all is well again; rejects when that does not come to be. */
  async run(): Promise<void> {
    const ends = [this.#suffer(), ...this.#scene.everybody.map((one) => this.#live(one))];
    try {
      await Promise.race([this.#settled(), Promise.all(ends)]);
    } finally {
      this.#over.abort();
    }
    await Promise.all(ends);
  }

  /** All that helps to understand what went wrong: the pages of those whom a complaint names, and what happened. */
  async report(): Promise<string> {
    const complaints = await this.#complaints();
    const concerned = this.#scene.everybody.filter(({ name }) => complaints.some((text) => text.includes(name)));
    const pages = concerned.map(async (one) => `--- ${one.name} sees\n${await one.page()}`);
    return [...(await Promise.all(pages)), '--- what happened', ...this.#log, ...complaints].join('\n');
  }

  async #settled(): Promise<void> {
    const planned = this.#plan.at(-1)?.atMs ?? 0;
    await expect.poll(() => this.#complaints(), { timeout: planned + PATIENCE_MS, interval: 500 }).toEqual([]);
  }

  /** What is not yet as it should be in the end, in words. */
  #complaints(): Promise<string[]> {
    return this.#toDo > 0
      ? Promise.resolve([`${this.#toDo} of ${this.#plan.length} events are still to come`])
      : findComplaints(this.#scene.everybody, { said: this.#said, files: this.#files });
  }

  /** The network and the server: what is begun is ended, and nothing waits for the mishap of something else. */
  async #suffer(): Promise<void> {
    const mishaps = this.#plan.filter((event) => !isDeed(event));
    const things = new Set(mishaps.map(thingOf));
    await Promise.all([...things].map((thing) => this.#sufferOne(mishaps.filter((event) => thingOf(event) === thing))));
  }

  async #sufferOne(mishaps: readonly At<Mishap>[]): Promise<void> {
    for (const mishap of mishaps) {
      await sleep(Math.max(0, mishap.atMs - this.#elapsedMs()), undefined, { ref: false });
      await this.#perform(mishap, () => this.#mishap(mishap));
    }
  }

  async #live(one: ChaosPerson): Promise<void> {
    for (const event of this.#plan) {
      if (!isDeed(event) || event.who !== one.name) continue;
      while (this.#elapsedMs() < event.atMs) await this.#look(one, event.atMs - this.#elapsedMs());
      await this.#perform(event, () => this.#deed(one, event));
    }
    while (!this.#over.signal.aborted) await this.#look(one, LOOK_EVERY_MS);
  }

  async #look(one: ChaosPerson, leftMs: number): Promise<void> {
    await one.tend(this.#files);
    await sleep(Math.min(leftMs, LOOK_EVERY_MS));
  }

  async #perform(event: ChaosEvent, action: () => Promise<void>): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#note(`begins ${describe(event)}`);
    await action();
    this.#note(`ends ${describe(event)}`);
    this.#toDo -= 1;
  }

  async #deed(one: ChaosPerson, deed: Deed): Promise<void> {
    const { code } = this.#scene;
    switch (deed.type) {
      case 'say':
        await one.person.say(deed.text);
        this.#said.push(deed.text);
        break;
      case 'send-file':
        await this.#send(one, deed);
        break;
      case 'reload':
        await this.#passDoor(one, () => one.reload(code));
        break;
      case 'leave':
        await this.#passDoor(one, () => one.leave());
        break;
      case 'enter':
        await this.#passDoor(one, () => one.enter(code));
        break;
      default:
        assertNever(deed);
    }
  }

  async #mishap(mishap: Mishap): Promise<void> {
    const { lab, server } = this.#scene;
    switch (mishap.type) {
      case 'part':
        if (mishap.hosts[1] === 'server') await this.#door.run(async () => this.#part(mishap.hosts));
        else this.#part(mishap.hosts);
        break;
      case 'join':
        this.#join(mishap.hosts);
        break;
      case 'kill-server':
        await this.#door.run(async () => {
          await lab.killServer();
          this.#unreachable.add('server');
        });
        break;
      case 'start-server':
        await lab.startServer(server);
        this.#unreachable.delete('server');
        this.#watch.notify();
        break;
      default:
        assertNever(mishap);
    }
  }

  async #send(one: ChaosPerson, deed: Extract<Deed, { type: 'send-file' }>): Promise<void> {
    const path = join(this.#scene.folder, deed.file);
    const digest = await writeRandomFile(path, deed.bytes);
    this.#files.set(deed.file, { name: deed.file, from: deed.who, path, digest, answers: deed.answers });
    await expect.poll(() => one.links(), { timeout: PATIENCE_MS }).toBeGreaterThan(1);
    await one.send(path);
  }

  /**
   * A message lives as long as a page that has it: whoever goes waits until somebody else has all that was said, and
   * only one page goes at a time. Who comes finds the server there.
   */
  #passDoor(one: ChaosPerson, pass: () => Promise<void>): Promise<void> {
    return this.#door.run(async () => {
      await this.#watch.until(() => !this.#unreachable.has('server') && !this.#unreachable.has(one.name));
      await expect.poll(() => this.#heldByNobodyBut(one), { timeout: PATIENCE_MS }).toEqual([]);
      await pass();
    });
  }

  async #heldByNobodyBut(one: ChaosPerson): Promise<string[]> {
    const others = this.#scene.everybody.filter((other) => other !== one);
    const held = new Set((await Promise.all(others.map(({ person }) => messagesHeldBy(person)))).flat());
    return this.#said.filter((text) => !held.has(text));
  }

  #part([one, other]: readonly [ChaosName, ChaosHost]): void {
    if (other === 'server') this.#unreachable.add(one);
    this.#scene.lab.network.part(this.#hostOf(one), this.#hostOf(other));
  }

  #join([one, other]: readonly [ChaosName, ChaosHost]): void {
    this.#scene.lab.network.join(this.#hostOf(one), this.#hostOf(other));
    if (other === 'server') this.#unreachable.delete(one);
    this.#watch.notify();
  }

  #hostOf(name: ChaosHost): Host {
    const { server, everybody } = this.#scene;
    return everybody.find((one) => one.name === name)?.host ?? server;
  }

  #note(what: string): void {
    this.#log.push(`${(this.#elapsedMs() / 1000).toFixed(1)} s ${what}`);
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }
}

/** The cable or the program that it befalls. */
const thingOf = (mishap: Mishap) => ('hosts' in mishap ? mishap.hosts.join() : 'server');

const describe = (event: ChaosEvent) =>
  JSON.stringify(event, (_key, value) => (value instanceof Map ? [...value] : value));
