import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BroadcastLeases, type LeaseChannel } from '../../../../client/transfer/journal/leases.ts';
import { fakeTransferId } from '../../../support/fake-ids.ts';

const transfer = fakeTransferId(1);

/** Tabs of one browser: what one posts, all the others hear. */
class Tabs {
  readonly #channels: LeaseChannel[] = [];

  /** Takes a tab away without a word, by the order in which they were opened. */
  kill(at: number): void {
    const [channel] = this.#channels.splice(at, 1);
    if (channel !== undefined) channel.onmessage = null;
  }

  open(name: string): BroadcastLeases {
    const channel: LeaseChannel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        const others = this.#channels.filter((other) => other !== channel);
        queueMicrotask(() => {
          for (const other of others)
            other.onmessage?.call({} as BroadcastChannel, new MessageEvent('message', { data }));
        });
      },
    };
    this.#channels.push(channel);
    return new BroadcastLeases(channel, name);
  }
}

async function claimed(claim: Promise<boolean>): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(1_000);
  return claim;
}

describe('leases between the tabs of a browser', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a transfer that no tab has can be taken, and taken again by the same tab', async () => {
    const tab = new Tabs().open('a');
    expect(await claimed(tab.claim(transfer))).toBe(true);
    expect(await claimed(tab.claim(transfer))).toBe(true);
  });

  test('a transfer that another tab has cannot be taken, until it is released', async () => {
    const tabs = new Tabs();
    const [first, second] = [tabs.open('a'), tabs.open('b')];
    await claimed(first.claim(transfer));
    expect(await claimed(second.claim(transfer))).toBe(false);
    first.release(transfer);
    expect(await claimed(second.claim(transfer))).toBe(true);
  });

  test('a tab that knows of no other waits for nobody', async () => {
    const tab = new Tabs().open('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await tab.claim(transfer)).toBe(true);
  });

  test('tabs that answer are not waited for any longer', async () => {
    const tabs = new Tabs();
    const [first, second] = [tabs.open('a'), tabs.open('b')];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await first.claim(transfer)).toBe(true);
    expect(await second.claim(transfer)).toBe(false);
  });

  test('a tab that was closed holds nothing, and one that was killed is not asked for ever', async () => {
    const tabs = new Tabs();
    const [closed, killed, left] = [tabs.open('a'), tabs.open('b'), tabs.open('c')];
    await claimed(closed.claim(transfer));
    closed.close();
    tabs.kill(1);
    void killed;
    expect(await claimed(left.claim(transfer))).toBe(true);
    expect(await left.claim(fakeTransferId(2))).toBe(true);
  });

  test('other transfers are free', async () => {
    const tabs = new Tabs();
    await claimed(tabs.open('a').claim(transfer));
    expect(await claimed(tabs.open('b').claim(fakeTransferId(2)))).toBe(true);
  });

  test.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('of two tabs that claim at the same time exactly one gets it (%s first)', async (...names) => {
    const tabs = new Tabs();
    const claims = names.map((name) => tabs.open(name)).map((tab) => tab.claim(transfer));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });
});
