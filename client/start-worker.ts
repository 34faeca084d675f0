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

/** Starts a worker from the address that the bundler gave it (`?worker&url`). */
export function startWorker(url: string): Worker {
  // The published types of Worker do not know of trusted addresses.
  const trusted = policy?.createScriptURL(url) as unknown as string | undefined;
  return new Worker(trusted ?? url, { type: 'module' });
}
