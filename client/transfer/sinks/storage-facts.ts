/** What the browser says about its storage for this page, as far as it says anything. */
export interface StorageFacts {
  readonly quotaBytes: number | undefined;
  readonly usedBytes: number;
  /** The largest heap that a script may have, in bytes; only Chromium tells. */
  readonly heapLimitBytes: number | undefined;
  /** The browser has its own file system and refused it: Firefox does so in private windows. */
  readonly opfsRefused: boolean;
}

/** Chromium's older ways, which work on plain http too. */
interface ChromiumNavigator {
  readonly webkitTemporaryStorage?: {
    queryUsageAndQuota(success: (usedBytes: number, quotaBytes: number) => void, failure: () => void): void;
  };
}
interface ChromiumPerformance {
  readonly memory?: { readonly jsHeapSizeLimit: number };
}

/** Asks the browser. Never rejects: what it does not tell is undefined. */
export async function readStorageFacts(opfsRefused: boolean): Promise<StorageFacts> {
  const { usedBytes, quotaBytes } = await readQuota();
  const heapLimitBytes = (performance as ChromiumPerformance).memory?.jsHeapSizeLimit;
  return { usedBytes, quotaBytes, heapLimitBytes, opfsRefused };
}

interface Quota {
  readonly usedBytes: number;
  readonly quotaBytes: number | undefined;
}

const UNKNOWN: Quota = { usedBytes: 0, quotaBytes: undefined };

function readQuota(): Promise<Quota> {
  // Plain http has no `navigator.storage`, whatever the types say.
  if ('storage' in navigator) {
    return navigator.storage.estimate().then(
      ({ usage, quota }) => ({ usedBytes: usage ?? 0, quotaBytes: quota }),
      () => UNKNOWN,
    );
  }
  const { webkitTemporaryStorage } = navigator as ChromiumNavigator;
  if (webkitTemporaryStorage === undefined) return Promise.resolve(UNKNOWN);
  return new Promise((resolve) => {
    webkitTemporaryStorage.queryUsageAndQuota(
      (usedBytes, quotaBytes) => resolve({ usedBytes, quotaBytes }),
      () => resolve(UNKNOWN),
    );
  });
}
