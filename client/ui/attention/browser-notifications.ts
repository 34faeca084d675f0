import type { NotificationAccess, NotificationPermission } from '../../state/notification-access.ts';
import type { Announcement } from './announcement.ts';

const accessOf: Readonly<Record<globalThis.NotificationPermission, NotificationAccess>> = {
  granted: 'granted',
  denied: 'blocked',
  default: 'askable',
};

/** Notifications of the system (Notifications API, WHATWG). */
export class BrowserNotifications implements NotificationPermission {
  /** Chromium on Android says that it has them, and throws a TypeError: there they need a service worker. */
  #throws = false;

  access(): NotificationAccess {
    if (!isSecureContext) return 'insecure';
    if (this.#throws || !('Notification' in globalThis)) return 'unsupported';
    return accessOf[Notification.permission];
  }

  async ask(): Promise<NotificationAccess> {
    if (this.access() === 'askable') await Notification.requestPermission();
    return this.access();
  }

  /** A click on it brings the page to the front. */
  show({ title, body, tag }: Announcement): void {
    try {
      const notification = new Notification(title, { body, tag, silent: true });
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
      });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#throws = true;
    }
  }
}
