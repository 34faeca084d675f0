import { msg } from '@lit/localize';
import { PRIVATE_WINDOW_BYTES_MAX } from '../../../shared/limits.ts';
import type { StorageFacts } from './storage-facts.ts';

/** What could go wrong when so many bytes are gathered in the browser's storage, as a sentence; or undefined. */
export function storageWarning(totalBytes: number, facts: StorageFacts): string | undefined {
  const { quotaBytes, usedBytes } = facts;
  if (quotaBytes !== undefined && totalBytes > quotaBytes - usedBytes) {
    return msg('There may not be enough space: free some on this device, or in this browser, first.');
  }
  if (totalBytes > PRIVATE_WINDOW_BYTES_MAX && looksPrivate(facts)) {
    return msg(
      'This looks like a private window, which keeps everything in memory: better open the page in a normal one.',
    );
  }
  return undefined;
}

/**
 * A guess, since browsers hide it. A private window of Chromium offers a share of the memory, a normal one of the disk,
 * and memory goes with the largest heap: below twice that heap it is private, as https://github.com/Joe12387/detectIncognito
 * has it. Firefox refuses its file system in private windows.
 */
export function looksPrivate({ quotaBytes, heapLimitBytes, opfsRefused }: StorageFacts): boolean {
  if (opfsRefused) return true;
  return quotaBytes !== undefined && heapLimitBytes !== undefined && quotaBytes < 2 * heapLimitBytes;
}
