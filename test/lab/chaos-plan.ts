import { type RandomBytes, randomBelow } from '../../shared/random.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** What befalls a room in a chaos test, and when. Pure: the same seed and duration give the same plan. */

export const chaosNames = ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;
export type ChaosName = (typeof chaosNames)[number];
export type ChaosHost = ChaosName | 'server';

export type Answer = 'Accept' | 'Decline';

/** What somebody in the room does. */
export type Deed =
  | { readonly type: 'say'; readonly who: ChaosName; readonly text: string }
  | {
      readonly type: 'send-file';
      readonly who: ChaosName;
      readonly file: string;
      readonly bytes: number;
      /** What each of the others answers if they are asked. */
      readonly answers: ReadonlyMap<ChaosName, Answer>;
    }
  | { readonly type: 'reload'; readonly who: ChaosName }
  | { readonly type: 'leave'; readonly who: ChaosName }
  | { readonly type: 'enter'; readonly who: ChaosName };

/** What befalls the network and the server. */
export type Mishap =
  /** No packet passes between two hosts, until they are joined. */
  | { readonly type: 'part'; readonly hosts: readonly [ChaosName, ChaosHost] }
  | { readonly type: 'join'; readonly hosts: readonly [ChaosName, ChaosHost] }
  | { readonly type: 'kill-server' }
  | { readonly type: 'start-server' };

/** `atMs` is since the start. Whatever is begun is ended within the plan. */
export type ChaosEvent = { readonly atMs: number } & (Deed | Mishap);

/** So many stay in the room at all times: a message lives as long as somebody's page that has it. */
export const PRESENT_MIN = 3;

const MIB = 1024 * 1024;
const FILE_BYTES_MAX = 8 * MIB;

/** In ms: the shortest and the longest. */
type Span = readonly [shortest: number, longest: number];

const PAUSE: Span = [200, 1_200];
const OUTSIDE: Span = [1_000, 8_000];
const SERVER_GONE: Span = [500, 8_000];
const CUT: Span = [500, 8_000];
/** Longer than a browser keeps a connection that has lost its way. */
const LONG_CUT: Span = [15_000, 25_000];

/** Nobody does anything while their page is loaded. */
const RELOAD_MS = 1_000;

export function planChaos(seed: number, durationMs: number): readonly ChaosEvent[] {
  return new ChaosPlanner(seededRandom(seed), durationMs).plan();
}

class ChaosPlanner {
  readonly #randomBytes: RandomBytes;
  readonly #durationMs: number;
  readonly #events: ChaosEvent[] = [];
  /** Until when somebody is outside, or their page is loaded. */
  readonly #busyUntil = new Map<ChaosName, number>();
  readonly #partedUntil = new Map<string, number>();
  #serverGoneUntil = 0;
  #messages = 0;
  #files = 0;

  /** How often each kind of incident is drawn; one that is impossible just then is left out. */
  readonly #kinds: readonly (readonly [weight: number, plan: (atMs: number) => void])[] = [
    [40, (atMs) => this.#say(atMs)],
    [9, (atMs) => this.#sendFile(atMs)],
    [12, (atMs) => this.#part(atMs, this.#pick(chaosNames))],
    [4, (atMs) => this.#part(atMs, 'server')],
    [10, (atMs) => this.#reload(atMs)],
    [6, (atMs) => this.#leave(atMs)],
    [3, (atMs) => this.#killServer(atMs)],
  ];

  constructor(randomBytes: RandomBytes, durationMs: number) {
    this.#randomBytes = randomBytes;
    this.#durationMs = durationMs;
  }

  plan(): readonly ChaosEvent[] {
    for (let atMs = this.#draw(PAUSE); atMs < this.#durationMs; atMs += this.#draw(PAUSE)) this.#planKind(atMs);
    return this.#events.toSorted((one, other) => one.atMs - other.atMs);
  }

  #planKind(atMs: number): void {
    let drawn = this.#below(this.#kinds.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, plan] of this.#kinds) {
      if (drawn >= 0 && drawn < weight) plan(atMs);
      drawn -= weight;
    }
  }

  #say(atMs: number): void {
    const who = this.#pick(this.#present(atMs));
    this.#messages += 1;
    this.#add(atMs, { type: 'say', who, text: `${who} says ${this.#messages}` });
  }

  #sendFile(atMs: number): void {
    const who = this.#pick(this.#present(atMs));
    this.#files += 1;
    const others = chaosNames.filter((name) => name !== who);
    const answers = new Map(others.map((name) => [name, this.#pick(['Accept', 'Accept', 'Decline'] as const)]));
    const bytes = 1 + this.#below(FILE_BYTES_MAX);
    this.#add(atMs, { type: 'send-file', who, file: `file-${this.#files}.bin`, bytes, answers });
  }

  #part(atMs: number, other: ChaosHost): void {
    const one = this.#pick(chaosNames.filter((name) => name !== other));
    const until = atMs + this.#draw(this.#below(6) === 0 ? LONG_CUT : CUT);
    const key = [one, other].toSorted().join();
    if (until > this.#durationMs || atMs <= (this.#partedUntil.get(key) ?? 0)) return;
    this.#partedUntil.set(key, until);
    this.#add(atMs, { type: 'part', hosts: [one, other] });
    this.#add(until, { type: 'join', hosts: [one, other] });
  }

  #reload(atMs: number): void {
    const candidates = this.#present(atMs).filter((name) => this.#reachesServer(name, atMs));
    if (candidates.length === 0) return;
    const who = this.#pick(candidates);
    this.#busyUntil.set(who, atMs + RELOAD_MS);
    this.#add(atMs, { type: 'reload', who });
  }

  #leave(atMs: number): void {
    const present = this.#present(atMs);
    const backAt = atMs + this.#draw(OUTSIDE);
    if (present.length <= PRESENT_MIN || backAt > this.#durationMs) return;
    const who = this.#pick(present);
    this.#busyUntil.set(who, backAt);
    this.#add(atMs, { type: 'leave', who });
    this.#add(backAt, { type: 'enter', who });
  }

  #killServer(atMs: number): void {
    const backAt = atMs + this.#draw(SERVER_GONE);
    if (atMs <= this.#serverGoneUntil || backAt > this.#durationMs) return;
    this.#serverGoneUntil = backAt;
    this.#add(atMs, { type: 'kill-server' });
    this.#add(backAt, { type: 'start-server' });
  }

  #present(atMs: number): readonly ChaosName[] {
    return chaosNames.filter((name) => (this.#busyUntil.get(name) ?? 0) < atMs);
  }

  #reachesServer(name: ChaosName, atMs: number): boolean {
    const partedUntil = this.#partedUntil.get([name, 'server'].toSorted().join()) ?? 0;
    return atMs > partedUntil && atMs > this.#serverGoneUntil;
  }

  #add(atMs: number, incident: Deed | Mishap): void {
    this.#events.push({ atMs, ...incident });
  }

  #draw([shortest, longest]: Span): number {
    return shortest + this.#below(longest - shortest);
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[this.#below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  }

  #below(bound: number): number {
    return randomBelow(bound, this.#randomBytes);
  }
}
