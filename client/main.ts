import { ID_BYTES } from '../shared/ids.ts';
import { type RandomBytes, toHex } from '../shared/random.ts';
import { commands } from './chat/commands/registry.ts';
import { chooseLanguage } from './languages/languages.ts';
import { showLanguage } from './languages/show-language.ts';
import { rtcIceServers } from './net/ice-servers.ts';
import { isLocalNetworkDenied } from './net/local-network.ts';
import { findSecureUrl, findShareOrigin } from './net/share-origin.ts';
import { createSimplePeerLinks, supportsLinks } from './net/simple-peer-link.ts';
import { connectTo } from './net/socket-io-signaling.ts';
import { startWorker } from './start-worker.ts';
import { clearStorage } from './state/forget-browser.ts';
import { type PageAddress, Session } from './state/session.ts';
import { loadSettings, type SettingsStorage } from './state/settings.ts';
import { createStores } from './state/stores.ts';
import { TabIdentity, type TabStorage } from './state/tab-identity.ts';
import { clearDatabase, openDatabase } from './transfer/journal/database.ts';
import { IndexedDbJournal, IndexedDbOutbox } from './transfer/journal/indexeddb-stores.ts';
import { BroadcastLeases } from './transfer/journal/leases.ts';
import { MemoryJournal, MemoryOutbox } from './transfer/journal/memory-stores.ts';
import { WorkerHasher } from './transfer/pieces/worker-hasher.ts';
import { createSinks } from './transfer/sinks/create-sinks.ts';
import { saveDownloads } from './transfer/sinks/save-download.ts';
import { loadIdentity } from './trust/identity-storage.ts';
import { KnownPeople } from './trust/known-people.ts';
import './ui/app-shell.ts';
import hashWorkerUrl from './workers/hash-worker.ts?worker&url';
import opfsWorkerUrl from './workers/opfs-worker.ts?worker&url';

/** The composition root of the page: builds every concrete object. */

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

const fetchJson = async (path: string): Promise<unknown> => (await fetch(path)).json();
const shareOrigin = await findShareOrigin(location, fetchJson);

const address: PageAddress = {
  // A code needs no percent-decoding: whatever was encoded on the way was a separator.
  readFragment: () => location.hash.slice(1).replace(/%../g, ' '),
  writeFragment: (fragment) => history.replaceState(null, '', fragment === '' ? location.pathname : `#${fragment}`),
  linkTo: (fragment) => `${shareOrigin}/#${fragment}`,
};

/** Where the browser forbids storage, the very mention of `localStorage` throws: here it throws only when it is used. */
const storage: SettingsStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

/** As above, for `sessionStorage`. */
const tabStorage: TabStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
};
const identity = new TabIdentity(tabStorage, randomBytes);

const stores = createStores(loadSettings(storage, randomBytes), commands);

const followLanguage = () =>
  showLanguage(chooseLanguage(stores.settings.get().language, navigator.languages), document.documentElement);
// Before anything is shown, which would otherwise be English for a moment.
await followLanguage();
stores.settings.listen(() => void followLanguage());
addEventListener('languagechange', () => void followLanguage());

// Undefined where the browser forbids storage; nothing outlives the page there.
const database = await openDatabase().catch(() => undefined);
const journal = database === undefined ? new MemoryJournal() : new IndexedDbJournal(database);
const sinks = await createSinks({ database, startOpfsWorker: () => startWorker(opfsWorkerUrl) });

const leases = new BroadcastLeases(new BroadcastChannel('lanline-leases'), toHex(randomBytes(ID_BYTES)));

const session = new Session({
  stores,
  connectSignaling: connectTo(location.origin),
  canLink: supportsLinks,
  openLink: createSimplePeerLinks(() => rtcIceServers(stores.iceServers.get(), location.hostname)),
  files: {
    hasher: new WorkerHasher(startWorker(hashWorkerUrl)),
    sinks,
    journal,
    outbox: database === undefined ? new MemoryOutbox() : new IndexedDbOutbox(database),
    leases,
    saveDownloads: (files) => void saveDownloads(files),
  },
  randomBytes,
  browser: {
    userAgent: navigator.userAgent,
    isSecureContext,
    isLocalNetworkDenied: async () => isSecureContext && (await isLocalNetworkDenied(navigator.permissions)),
  },
  address,
  storage,
  identity,
  knownPeople: new KnownPeople(storage),
  browserIdentity: loadIdentity(storage, randomBytes),
  forgetBrowser: async () => {
    for (const open of [() => localStorage, () => sessionStorage]) clearStorage(open);
    await sinks.sweep(new Set());
    if (database !== undefined) await clearDatabase(database);
    location.reload();
  },
});

const app = document.createElement('ll-app');
app.stores = stores;
app.addEventListener('ll-action', ({ detail }) => void session.perform(detail));
document.body.append(app);

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
  leases.close();
});
// A page that comes back from the browser's cache has said goodbye already: it begins anew.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
// In the background: a room can be entered meanwhile.
void findSecureUrl(location, isSecureContext, fetchJson).then((url) => stores.secureUrl.set(url));
void session.restore();
await session.followAddress();
// What finished or was given up leaves nothing behind, but for pages that were killed at the wrong moment.
void journal.list().then((entries) => sinks.sweep(new Set(entries.map(({ transfer }) => transfer))));
