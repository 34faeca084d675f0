import type { BrowserContext, Page } from 'playwright-core';

/** What a page does on its bulk channels, and what a bad network or a bad peer would do to them. */
interface Wire {
  /** Bytes handed to bulk channels so far, by all pages' links of this page's life. */
  sentBytes: number;
  /** Largest messages that are still to be damaged on their way out. */
  damaged: number;
  /** Bulk channels that were opened so far: one for each attempt at a link. */
  attempts: number;
  /** Closes the newest bulk channel, as a lost link does. */
  cut(): void;
}

declare global {
  interface Window {
    wire: Wire;
  }
}

/** Taps the wire of every page that this context opens from now on. */
export const tapWire = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(tap);
};

export const sentBytes = (page: Page): Promise<number> => page.evaluate(() => window.wire.sentBytes);

/** Resolves when the page has sent that much. */
export async function untilSent(page: Page, bytes: number): Promise<void> {
  await page.waitForFunction((enough) => window.wire.sentBytes >= enough, bytes, { polling: 50, timeout: 300_000 });
}

export const attempts = (page: Page): Promise<number> => page.evaluate(() => window.wire.attempts);

/** Resolves when the page has made so many attempts at links, whoever called. */
export async function untilAttempts(page: Page, count: number): Promise<void> {
  await page.waitForFunction((enough) => window.wire.attempts >= enough, count);
}

export const cutLink = (page: Page): Promise<void> => page.evaluate(() => window.wire.cut());

/** Damages the next largest messages that the page sends. */
export const damageNext = (page: Page, messages: number): Promise<void> =>
  page.evaluate((count) => {
    window.wire.damaged = count;
  }, messages);

/** Runs in the page. */
function tap(): void {
  const LARGEST_MESSAGE_BYTES = 64 * 1024;
  let newest: RTCDataChannel | undefined;
  const wire: Wire = { sentBytes: 0, damaged: 0, attempts: 0, cut: () => newest?.close() };
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (label, options) {
    const channel = create.call(this, label, options);
    if (label === 'bulk') tapChannel(channel);
    return channel;
  };
  function tapChannel(channel: RTCDataChannel): void {
    newest = channel;
    wire.attempts += 1;
    const send = channel.send.bind(channel) as (message: ArrayBufferView<ArrayBuffer>) => void;
    channel.send = ((message: Uint8Array<ArrayBuffer>) => {
      wire.sentBytes += message.byteLength;
      const isHit = wire.damaged > 0 && message.byteLength === LARGEST_MESSAGE_BYTES;
      if (isHit) wire.damaged -= 1;
      send(isHit ? message.map((byte) => byte ^ 1) : message);
    }) as typeof channel.send;
  }
  window.wire = wire;
}
