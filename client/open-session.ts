import type { RandomBytes } from '../shared/random.ts';
import { rtcIceServers } from './net/ice-servers.ts';
import { isLocalNetworkDenied } from './net/local-network.ts';
import { findSecureUrl, findShareOrigin } from './net/share-origin.ts';
import { createSimplePeerLinks, supportsLinks } from './net/simple-peer-link.ts';
import { connectTo } from './net/socket-io-signaling.ts';
import { clearStorage } from './state/forget-browser.ts';
import type { NotificationPermission } from './state/notification-access.ts';
import { type PageAddress, Session } from './state/session.ts';
import type { SettingsStorage } from './state/settings.ts';
import type { Stores } from './state/stores.ts';
import { TabIdentity, type TabStorage } from './state/tab-identity.ts';
import { loadIdentity } from './trust/identity-storage.ts';
import { KnownPeople } from './trust/known-people.ts';
import './ui/room/room-screen.ts';

/** The part of the composition root that a room needs: it is loaded beside the page's first screen. */

interface SessionSetup {
  readonly stores: Stores;
  readonly storage: SettingsStorage;
  readonly randomBytes: RandomBytes;
  readonly notificationPermission: NotificationPermission;
}

/** Builds the session, follows the code in the address line, and lets the session know what happens to the page. */
export async function openSession(setup: SessionSetup): Promise<Session> {
  const { stores, randomBytes } = setup;
  const identity = new TabIdentity(tabStorage, randomBytes);
  const session = createSession(setup, identity, await findShareOrigin(location, fetchJson));
  heedPage(session, identity);
  // In the background: a room can be entered meanwhile.
  void findSecureUrl(location, isSecureContext, fetchJson).then((url) => stores.secureUrl.set(url));
  void session.followAddress();
  return session;
}

function createSession(
  { stores, storage, randomBytes, notificationPermission }: SessionSetup,
  identity: TabIdentity,
  shareOrigin: string,
): Session {
  return new Session({
    stores,
    connectSignaling: connectTo(location.origin),
    canLink: supportsLinks,
    openLink: createSimplePeerLinks(() => rtcIceServers(stores.iceServers.get(), location.hostname)),
    openTransfers: async (show) => {
      const { openTransfers } = await import('./open-transfers.ts');
      return openTransfers({ stores, randomBytes }, show);
    },
    randomBytes,
    browser: {
      userAgent: navigator.userAgent,
      isSecureContext,
      isLocalNetworkDenied: async () => isSecureContext && (await isLocalNetworkDenied(navigator.permissions)),
    },
    address: pageAddress(shareOrigin),
    storage,
    identity,
    knownPeople: new KnownPeople(storage),
    browserIdentity: loadIdentity(storage, randomBytes),
    notificationPermission,
    saveDownloads: async (files) => (await import('./transfer/sinks/save-download.ts')).saveDownloads(files),
    discardSharedFiles: async () => (await import('./pwa/shared-files.ts')).discardSharedFiles(caches),
    forgetBrowser: async () => {
      for (const open of [() => localStorage, () => sessionStorage]) clearStorage(open);
      await (await import('./open-transfers.ts')).forgetTransfers();
      if (isSecureContext) await (await import('./pwa/shared-files.ts')).discardSharedFiles(caches);
      location.reload();
    },
  });
}

const fetchJson = async (path: string): Promise<unknown> => (await fetch(path)).json();

const pageAddress = (shareOrigin: string): PageAddress => ({
  // A code needs no percent-decoding: whatever was encoded on the way was a separator.
  readFragment: () => location.hash.slice(1).replace(/%../g, ' '),
  writeFragment: (fragment) => history.replaceState(null, '', fragment === '' ? location.pathname : `#${fragment}`),
  linkTo: (fragment) => `${shareOrigin}/#${fragment}`,
});

/** Where the browser forbids storage, the very mention of `sessionStorage` throws: here it throws only when it is used. */
const tabStorage: TabStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
};

function heedPage(session: Session, identity: TabIdentity): void {
  addEventListener('hashchange', () => void session.followAddress());
  addEventListener('online', () => session.retryLinks());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') identity.putBack();
    else {
      identity.takeOut();
      session.retryLinks();
    }
  });
  addEventListener('pagehide', () => {
    identity.putBack();
    session.close();
  });
  // A page that comes back from the browser's cache has said goodbye already: it begins anew.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
