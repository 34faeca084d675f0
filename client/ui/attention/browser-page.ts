import type { AttentionPorts, PageVisibility } from './attention.ts';
import type { WakeLock } from './stay-awake.ts';

export const pageVisibility: PageVisibility = {
  isHidden: () => document.hidden,
  listen(changed) {
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  },
};

/** The page's tab: its title and its icon, whose link stands in the document. */
export function createTab(): AttentionPorts['tab'] {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const ownIcon = link?.href ?? '';
  return {
    show(title, icon) {
      const href = icon === undefined ? ownIcon : `data:image/svg+xml,${encodeURIComponent(icon)}`;
      // Progress is told much more often than either changes.
      if (document.title !== title) document.title = title;
      if (link !== null && link.href !== href) link.href = href;
    },
  };
}

/** Undefined on plain http, where there is none, and when the device refuses, as it may on a low battery. */
export async function requestWakeLock(): Promise<WakeLock | undefined> {
  // Typed as always there, but plain http pages have none.
  const wakeLock: Navigator['wakeLock'] | undefined = navigator.wakeLock;
  try {
    return await wakeLock?.request('screen');
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
