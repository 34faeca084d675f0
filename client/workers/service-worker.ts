import { keepSharedFiles } from '../pwa/shared-files.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * What the page has besides itself where it can be installed: something to show when the server cannot be reached, and a
 * place for files that other apps share. Everything comes from the server first, so that no new version is held back.
 */

const OFFLINE_CACHE = 'lanline-offline';
const OFFLINE_PAGE = '/offline.html';

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage());
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return;
  if (method === 'POST' && pathname === '/share') event.respondWith(takeShare(event.request));
  else if (mode === 'navigate' && method === 'GET') event.respondWith(showPage(event));
  else if (method === 'GET' && pathname.startsWith('/assets/')) event.respondWith(fetchAsset(event.request));
});

/** With all that it names: its names of assets change with each build. */
async function keepOfflinePage(): Promise<void> {
  const page = await fetch(OFFLINE_PAGE, { cache: 'reload' });
  if (!page.ok) throw new TypeError(`the server answered ${page.status} for the offline page`);
  const names = [...(await page.clone().text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)];
  const cache = await caches.open(OFFLINE_CACHE);
  await cache.addAll(names.map(([, path]) => path ?? ''));
  await cache.put(OFFLINE_PAGE, page);
}

async function takeOver(): Promise<void> {
  // The browser asks for a page while it starts this worker, instead of one after the other.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function showPage(event: FetchEvent): Promise<Response> {
  try {
    return ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request));
  } catch (error) {
    return kept(OFFLINE_PAGE, error);
  }
}

async function fetchAsset(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    return kept(request, error);
  }
}

/** Throws the error of the network when there is nothing. */
async function kept(request: RequestInfo, error: unknown): Promise<Response> {
  const response = await (await caches.open(OFFLINE_CACHE)).match(request);
  if (response === undefined) throw error;
  return response;
}

/** The page that follows offers the files. */
async function takeShare(request: Request): Promise<Response> {
  const shared = (await request.formData()).getAll('files');
  await keepSharedFiles(
    caches,
    shared.filter((value) => value instanceof File),
  );
  return Response.redirect('/', 303);
}
