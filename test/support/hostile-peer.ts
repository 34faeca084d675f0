import type { Page } from 'playwright-core';

declare global {
  var openedChannels: RTCDataChannel[];
  var arrivedTexts: string[];
}

/**
 * Lets a test speak in a page's name: every data channel that the page opens is kept, so that anything can be sent over
 * it, and every text that comes is noted. Call it before the page is loaded; it is loaded again for that.
 */
export async function exposeChannels(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.openedChannels = [];
    globalThis.arrivedTexts = [];
    const { createDataChannel } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
      const channel = createDataChannel.apply(this, args);
      globalThis.openedChannels.push(channel);
      channel.addEventListener('message', ({ data }) => typeof data === 'string' && globalThis.arrivedTexts.push(data));
      return channel;
    };
  });
  await page.reload();
}

/** Sends a text over every control channel (id 0) of the page. */
export const sendControl = (page: Page, text: string): Promise<void> =>
  page.evaluate((message) => {
    for (const channel of openedChannels) if (channel.id === 0 && channel.readyState === 'open') channel.send(message);
  }, text);

/** From now on the page sends `lie` wherever it would send `truth`. */
export const replaceInTexts = (page: Page, truth: string, lie: string): Promise<void> =>
  page.evaluate(
    ([from, to]) => {
      const send: (this: RTCDataChannel, data: never) => void = RTCDataChannel.prototype.send;
      RTCDataChannel.prototype.send = function (data: unknown) {
        send.call(this, (typeof data === 'string' ? data.replaceAll(from, to) : data) as never);
      };
    },
    [truth, lie] as const,
  );

/** Every text that the page has got from others so far. */
export const heardTexts = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.arrivedTexts);

/** Sends bytes over every bulk channel (id 1) of the page. */
export const sendBulk = (page: Page, bytes: readonly number[]): Promise<void> =>
  page.evaluate((message) => {
    for (const channel of openedChannels) {
      if (channel.id === 1 && channel.readyState === 'open') channel.send(new Uint8Array(message));
    }
  }, bytes);
