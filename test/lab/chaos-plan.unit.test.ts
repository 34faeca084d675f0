import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChaosEvent,
  type ChaosHost,
  type ChaosName,
  chaosNames,
  type Deed,
  PRESENT_MIN,
  planChaos,
} from './chaos-plan.ts';

const MINUTE_MS = 60_000;

/** Holds the plan against what stands in the room at each event; throws at the first that is impossible. */
class PlanChecker {
  readonly present = new Set<ChaosName>(chaosNames);
  readonly parted = new Set<string>();
  serverRuns = true;

  perform(event: ChaosEvent): void {
    if (event.type === 'part' || event.type === 'join') this.#cut(event.type, event.hosts);
    else if (event.type === 'kill-server' || event.type === 'start-server') this.#server(event.type);
    else if (event.type === 'enter') this.#enter(event.who);
    else this.#act(event);
    expect(this.present.size).toBeGreaterThanOrEqual(PRESENT_MIN);
  }

  #cut(type: 'part' | 'join', [one, other]: readonly [ChaosName, ChaosHost]): void {
    const key = [one, other].toSorted().join();
    expect(one).not.toBe(other);
    expect(this.parted.has(key)).toBe(type === 'join');
    if (type === 'part') this.parted.add(key);
    else this.parted.delete(key);
  }

  #server(type: 'kill-server' | 'start-server'): void {
    expect(this.serverRuns).toBe(type === 'kill-server');
    this.serverRuns = type === 'start-server';
  }

  #enter(who: ChaosName): void {
    expect(this.present.has(who)).toBe(false);
    this.present.add(who);
  }

  #act(event: Deed): void {
    const { who } = event;
    expect(this.present.has(who)).toBe(true);
    if (event.type === 'leave') this.present.delete(who);
    if (event.type === 'reload') {
      expect(this.serverRuns).toBe(true);
      expect(this.parted.has([who, 'server'].toSorted().join())).toBe(false);
    }
    if (event.type === 'send-file') expect(event.answers.has(who)).toBe(false);
  }
}

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a plan for chaos', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(planChaos(7, MINUTE_MS)).toEqual(planChaos(7, MINUTE_MS));
    expect(planChaos(8, MINUTE_MS)).not.toEqual(planChaos(7, MINUTE_MS));
  });

  test('has something of everything', () => {
    const types = new Set(planChaos(1, 5 * MINUTE_MS).map(({ type }) => type));
    expect([...types].toSorted()).toEqual(
      ['say', 'send-file', 'reload', 'leave', 'enter', 'part', 'join', 'kill-server', 'start-server'].toSorted(),
    );
  });

  test('is in order, and over in time', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 5 * MINUTE_MS }), (seed, durationMs) => {
        const times = planChaos(seed, durationMs).map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(times.every((atMs) => atMs >= 0 && atMs <= durationMs)).toBe(true);
      }),
    );
  });

  test('asks for nothing impossible, and ends as it begins', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const checker = new PlanChecker();
        for (const event of planChaos(seed, 2 * MINUTE_MS)) checker.perform(event);
        expect(checker.present.size).toBe(chaosNames.length);
        expect(checker.parted.size).toBe(0);
        expect(checker.serverRuns).toBe(true);
      }),
    );
  });

  test('says and sends everything once', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const plan = planChaos(seed, MINUTE_MS);
        const texts = plan.flatMap((event) => (event.type === 'say' ? [event.text] : []));
        const files = plan.flatMap((event) => (event.type === 'send-file' ? [event.file] : []));
        expect(new Set(texts).size).toBe(texts.length);
        expect(new Set(files).size).toBe(files.length);
      }),
    );
  });
});
