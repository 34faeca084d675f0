import { NOTIFICATION_RATE, SOUND_RATE, TAB_PROGRESS_EVERY_MS } from '../../../shared/limits.ts';
import { TokenBucket } from '../../../shared/token-bucket.ts';
import type { NotificationPermission } from '../../state/notification-access.ts';
import type { Stores } from '../../state/stores.ts';
import { percentOfAll } from '../running-transfers.ts';
import { type Announcement, announce } from './announcement.ts';
import { tabIcon } from './tab-icon.ts';
import { titleOf } from './tab-title.ts';
import { type NewsEntry, Unread } from './unread.ts';

/** Whether anybody can see the page. */
export interface PageVisibility {
  isHidden(): boolean;
  /** Answers how to stop listening. */
  listen(changed: () => void): () => void;
}

/** How the page can be noticed from outside of it. */
export interface AttentionPorts {
  readonly visibility: PageVisibility;
  /** `icon` is SVG, or undefined for the page's own. */
  readonly tab: { show(title: string, icon: string | undefined): void };
  readonly chime: { play(): void };
  readonly notifications: Pick<NotificationPermission, 'access'> & { show(announcement: Announcement): void };
  /** Wall time in ms, as lines of the conversation have it. */
  readonly wallClock: () => number;
  /** A clock that does not go back, in ms. */
  readonly now: () => number;
}

/**
 * Tells whoever does not look at the page what comes: in the tab's title and icon, by a sound, by a notification. A
 * flood from others rings seldom, and is counted all the same.
 */
export class Attention {
  readonly #stores: Stores;
  readonly #ports: AttentionPorts;
  readonly #unread = new Unread();
  readonly #sounds: TokenBucket;
  readonly #notifications: TokenBucket;
  /** What the tab tells of the transfers, and since when. */
  #told: { readonly percent: number | undefined; readonly at: number } | undefined;

  constructor(stores: Stores, ports: AttentionPorts) {
    this.#stores = stores;
    this.#ports = ports;
    this.#sounds = new TokenBucket(SOUND_RATE, ports.now);
    this.#notifications = new TokenBucket(NOTIFICATION_RATE, ports.now);
  }

  /** Begins to watch the stores; answers how to stop. */
  start(): () => void {
    const { screen, conversation, transfers, settings, notificationAccess } = this.#stores;
    const { visibility, chime, notifications } = this.#ports;
    const look = () => {
      notificationAccess.set(notifications.access());
      this.#look();
    };
    const stops = [
      screen.listen(() => this.show()),
      transfers.listen(() => this.#noteProgress()),
      conversation.listen(() => this.#noteNews()),
      // Whoever turns the sound on wants to know what it is like.
      settings.listen((now, before) => now.sound && before?.sound === false && chime.play()),
      visibility.listen(look),
    ];
    look();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Shows anew in the tab how things are, as when the page's language has changed. */
  show(): void {
    const percent = percentOfAll(this.#stores.transfers.get());
    const { count } = this.#unread;
    this.#told = { percent, at: this.#ports.now() };
    this.#ports.tab.show(titleOf(this.#stores.screen.get(), count, percent), tabIcon(count, percent));
  }

  #noteProgress(): void {
    const { percent, at = 0 } = this.#told ?? {};
    const goesOn = percent !== undefined && percentOfAll(this.#stores.transfers.get()) !== undefined;
    if (!goesOn || this.#ports.now() - at >= TAB_PROGRESS_EVERY_MS) this.show();
  }

  #look(): void {
    const { visibility, wallClock } = this.#ports;
    if (visibility.isHidden()) this.#unread.lookAway(wallClock());
    else this.#unread.lookBack();
    this.#noteNews();
  }

  #noteNews(): void {
    const { conversation, transfers } = this.#stores;
    const fresh = this.#unread.update(conversation.get(), transfers.get());
    if (fresh.length > 0) this.#ring(fresh);
    this.show();
  }

  #ring(fresh: readonly NewsEntry[]): void {
    const { settings, notificationAccess, transfers } = this.#stores;
    const { chime, notifications } = this.#ports;
    const { sound, notifications: wanted } = settings.get();
    if (sound && this.#sounds.take()) chime.play();
    if (!wanted || notificationAccess.get() !== 'granted') return;
    for (const entry of fresh) {
      const announcement = announce(entry, transfers.get());
      if (announcement !== undefined && this.#notifications.take()) notifications.show(announcement);
    }
  }
}
