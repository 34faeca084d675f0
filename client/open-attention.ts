import { LOCALE_STATUS_EVENT } from '@lit/localize';
import type { Stores } from './state/stores.ts';
import { Attention } from './ui/attention/attention.ts';
import type { BrowserNotifications } from './ui/attention/browser-notifications.ts';
import { createTab, pageVisibility, requestWakeLock } from './ui/attention/browser-page.ts';
import { Chime } from './ui/attention/chime.ts';
import { stayAwake } from './ui/attention/stay-awake.ts';

/** The part of the composition root that tells of news when nobody looks, and keeps the screen on. */
export function openAttention(stores: Stores, notifications: BrowserNotifications): void {
  const chime = new Chime();
  chime.prepareOnGesture(document);
  const attention = new Attention(stores, {
    visibility: pageVisibility,
    tab: createTab(),
    chime: { play: () => void chime.play() },
    notifications,
    wallClock: Date.now,
    now: () => performance.now(),
  });
  attention.start();
  addEventListener(LOCALE_STATUS_EVENT, () => attention.show());
  stayAwake(stores, pageVisibility, requestWakeLock);
}
