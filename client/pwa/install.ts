import { registerServiceWorker } from '../start-worker.ts';
import serviceWorkerUrl from '../workers/service-worker.ts?worker&url';
import { readSharedFiles } from './shared-files.ts';

/**
 * Makes the page one that can be installed, and answers what was shared with it. For secure contexts alone: elsewhere
 * browsers have neither service workers nor caches.
 */
export async function preparePwa(): Promise<readonly File[]> {
  // While developing, scripts are no single file yet, and nothing may stand between the page and its server.
  if (import.meta.env.PROD && 'serviceWorker' in navigator) await registerServiceWorker(serviceWorkerUrl);
  return readSharedFiles(caches);
}
