import type { RandomBytes } from '../shared/random.ts';
import { commands } from './chat/commands/registry.ts';
import { loadLater } from './load-later.ts';
import { loadSettings, type SettingsStorage } from './state/settings.ts';
import { createStores } from './state/stores.ts';
import './ui/app-shell.ts';

/** The composition root of the page: its first screen at once, and beside it the session, which takes longer to load. */

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Where the browser forbids storage, the very mention of `localStorage` throws: here it throws only when it is used. */
const storage: SettingsStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

const stores = createStores(loadSettings(storage, randomBytes), commands);

const session = import('./open-session.ts').then(({ openSession }) => openSession({ stores, storage, randomBytes }));

const app = document.createElement('ll-app');
app.stores = stores;
// What is asked for before the session is there waits for it.
app.addEventListener('ll-action', async ({ detail }) => (await session).perform(detail));
document.body.append(app);

void session.then(loadLater);
