import { beforeEach, describe, expect, test } from 'vitest';
import type { NotificationAccess } from '../../../../client/state/notification-access.ts';
import { createStores, type Stores } from '../../../../client/state/stores.ts';
import type { ConversationEntry } from '../../../../client/state/views.ts';
import type { Announcement } from '../../../../client/ui/attention/announcement.ts';
import { Attention } from '../../../../client/ui/attention/attention.ts';
import { NOTIFICATION_RATE, TAB_PROGRESS_EVERY_MS } from '../../../../shared/limits.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { heard, incomingView, outgoingView, progressOf } from '../../../support/fake-views.ts';
import { FakeVisibility } from '../../../support/fake-visibility.ts';

let stores: Stores;
let clock: FakeClock;
let visibility: FakeVisibility;
let access: NotificationAccess;
let chimes: number;
let shown: Announcement[];
let tab: { title: string; icon: string | undefined };
let stop: () => void;

beforeEach(() => {
  stores = createStores(
    {
      name: 'Ben',
      language: 'browser',
      theme: 'system',
      sound: true,
      notifications: true,
      acceptFromRecognised: false,
      senderInFileNames: false,
      saveTo: 'best',
      severalFiles: 'zip',
    },
    [],
  );
  [clock, visibility, access, chimes, shown] = [createFakeClock(), new FakeVisibility(), 'granted', 0, []];
  stop = new Attention(stores, {
    visibility,
    tab: {
      show: (title, icon) => {
        tab = { title, icon };
      },
    },
    chime: {
      play: () => {
        chimes += 1;
      },
    },
    notifications: { access: () => access, show: (announcement) => shown.push(announcement) },
    wallClock: clock.now,
    now: clock.now,
  }).start();
});

const say = (...entries: readonly ConversationEntry[]) =>
  stores.conversation.set([...stores.conversation.get(), ...entries]);
const change = (changes: Partial<ReturnType<Stores['settings']['get']>>) =>
  stores.settings.set({ ...stores.settings.get(), ...changes });

describe('a page that is seen', () => {
  test('is quiet', () => {
    say(heard('a', 1));
    expect([tab, chimes, shown]).toEqual([{ title: 'Lanline', icon: undefined }, 0, []]);
  });

  test('tells in its tab how far the transfers are', () => {
    const view = incomingView({ status: 'receiving', progress: progressOf(250_000_000) });
    stores.transfers.setKey(view.id, view);
    expect(tab.title).toBe('25% · Lanline');
    expect(tab.icon).toContain('stroke-dasharray="25 100"');
  });

  test('tells so seldom while they go on, and at once when they have come to their end', () => {
    const receive = (bytes: number) => {
      const view = incomingView({ status: 'receiving', progress: progressOf(bytes) });
      stores.transfers.setKey(view.id, view);
      return tab.title;
    };
    receive(250_000_000);
    clock.advance(TAB_PROGRESS_EVERY_MS - 1);
    expect(receive(500_000_000)).toBe('25% · Lanline');
    clock.advance(1);
    expect(receive(600_000_000)).toBe('60% · Lanline');
    const view = incomingView({ status: 'saved', files: [], canSaveAgain: false });
    stores.transfers.setKey(view.id, view);
    expect(tab).toEqual({ title: 'Lanline', icon: undefined });
  });

  test('sounds once when the sound is turned on, and not when something else is changed', () => {
    change({ sound: false });
    change({ sound: true });
    change({ theme: 'dark' });
    expect(chimes).toBe(1);
  });
});

describe('a page that is hidden', () => {
  beforeEach(() => {
    say(heard('before', 0));
    clock.advance(1_000);
    visibility.set(true);
  });

  test('counts, sounds and notifies, and all of that ends when it is seen', () => {
    say(heard('a', 1_001, 'Lunch?'));
    expect(tab.title).toBe('(1) Lanline');
    expect(tab.icon).toContain('>1</text>');
    expect(chimes).toBe(1);
    expect(shown).toMatchObject([{ title: 'Ann', body: 'Lunch?' }]);
    visibility.set(false);
    expect(tab).toEqual({ title: 'Lanline', icon: undefined });
  });

  test('tells of an offer', () => {
    const view = incomingView({ status: 'preparing' });
    stores.transfers.setKey(view.id, view);
    say({ type: 'transfer', id: 'x', at: 1_001, transfer: view.id });
    expect(shown).toMatchObject([{ title: 'Ann offers files' }]);
  });

  test('tells nothing of what its own person does, who joins and what is changed', () => {
    const view = outgoingView([{ status: 'waiting' }]);
    stores.transfers.setKey(view.id, view);
    say({ ...heard('own', 1_001), own: true }, { type: 'transfer', id: 'x', at: 1_001, transfer: view.id });
    say({ type: 'notice', id: 'n', at: 1_001, tone: 'quiet', lines: ['Cleo joined.'] });
    stores.conversation.set([...stores.conversation.get()]);
    expect([tab.title, chimes, shown]).toEqual(['Lanline', 0, []]);
  });

  test('sounds and notifies only as it was told to', () => {
    change({ sound: false, notifications: false });
    say(heard('a', 1_001));
    expect([tab.title, chimes, shown]).toEqual(['(1) Lanline', 0, []]);
  });

  test.each(['insecure', 'unsupported', 'blocked', 'askable'] as const)('does not notify where that is %s', (word) => {
    access = word;
    visibility.set(true);
    expect(stores.notificationAccess.get()).toBe(word);
    say(heard('a', 1_001));
    expect([chimes, shown]).toEqual([1, []]);
  });

  test('makes no noise of a flood, and counts it', () => {
    for (let at = 0; at < 100; at += 1) say(heard(`${at}`, 1_001));
    expect([tab.title, chimes, shown.length]).toEqual(['(100) Lanline', 1, NOTIFICATION_RATE.burst]);
    clock.advance(3_000);
    say(heard('later', 4_000));
    expect([chimes, shown.length]).toEqual([2, NOTIFICATION_RATE.burst + 1]);
  });

  test('is told no more once it has stopped', () => {
    stop();
    say(heard('a', 1_001));
    expect([tab.title, chimes]).toEqual(['Lanline', 0]);
  });
});
