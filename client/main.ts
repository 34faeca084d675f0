import type { RandomBytes } from '../shared/random.ts';
import { commands } from './chat/commands/registry.ts';
import { chooseLanguage } from './languages/languages.ts';
import { showLanguage } from './languages/show-language.ts';
import { loadLater } from './load-later.ts';
import type { Session } from './state/session.ts';
import { loadSettings, type SettingsStorage } from './state/settings.ts';
import { createStores } from './state/stores.ts';
import './ui/app-shell.ts';
import { BrowserNotifications } from './ui/attention/browser-notifications.ts';

/** The composition root of the page: its first screen at once, and beside it the session, which takes longer to load. */

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Where the browser forbids storage, the very mention of `localStorage` throws: here it throws only when it is used. */
const storage: SettingsStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

const stores = createStores(loadSettings(storage, randomBytes), commands);

const followLanguage = () =>
  showLanguage(chooseLanguage(stores.settings.get().language, navigator.languages), document.documentElement);
stores.settings.listen(() => void followLanguage());
addEventListener('languagechange', () => void followLanguage());

// The session follows the link when it is there: no start screen flashes by until then.
const followsLink = location.hash.length > 1;
if (followsLink) stores.screen.set({ status: 'entering', codeDraft: '' });

const notifications = new BrowserNotifications();

const app = document.createElement('ll-app');
app.stores = stores;
// What is asked for before the session is there waits for it.
app.addEventListener('ll-action', async ({ detail }) => (await session).perform(detail));

// The bundler tells so of every part; whoever needed it fails as well.
addEventListener('vite:preloadError', () => stores.partMissing.set(true));

const shown = showPage();
const session = loadSession();
void session.then(loadLater);
void session.then(loadAttention);
void session.then(() => import('./ui/room/room-extras.ts'));

// Plain http has neither service workers nor caches.
if (isSecureContext) void session.then(loadPwa);

/** Not before its language is there: it would be English for a moment. */
async function showPage(): Promise<void> {
  await followLanguage();
  document.body.append(app);
}

async function loadSession(): Promise<Session> {
  // Its code is much, and a slow processor shows the start screen first.
  if (!followsLink) await Promise.all([import('./ui/start/start-screen.ts'), shown]);
  const { openSession } = await import('./open-session.ts');
  await shown;
  return openSession({ stores, storage, randomBytes, notificationPermission: notifications });
}

async function loadAttention(): Promise<void> {
  const { openAttention } = await import('./open-attention.ts');
  openAttention(stores, notifications);
}

async function loadPwa(): Promise<void> {
  const { preparePwa } = await import('./pwa/install.ts');
  stores.sharedFiles.set(await preparePwa());
}
