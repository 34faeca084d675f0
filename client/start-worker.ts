/**
 * The page starts no other scripts than its own: where the browser has Trusted Types (W3C), nothing else that is given
 * here, or anywhere, becomes one.
 */
const policy = window.trustedTypes?.createPolicy('lanline', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`${url} is not of this page`);
    return url;
  },
});

/**
 * Registers the service worker from the address that the bundler gave it. Browsers take none from a server whose
 * certificate they do not trust; the page lacks nothing then but what it has besides.
 */
export async function registerServiceWorker(url: string): Promise<void> {
  const trusted = policy?.createScriptURL(url) as unknown as string | undefined;
  await navigator.serviceWorker.register(trusted ?? url).catch((error) => {
    if (!(error instanceof DOMException) || error.name !== 'SecurityError') throw error;
  });
}

/** Starts a worker from the address that the bundler gave it (`?worker&url`). */
export function startWorker(url: string): Worker {
  // The published types of Worker do not know of trusted addresses.
  const trusted = policy?.createScriptURL(url) as unknown as string | undefined;
  return new Worker(trusted ?? url, { type: 'module' });
}
