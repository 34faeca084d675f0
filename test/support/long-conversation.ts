import type { Page } from 'playwright-core';

/** Messages that are said at once: a page that waits for so many signatures still draws in between. */
const PORTION = 250;

/** Says `message 1`, `message 2` and so on, as if it were typed; every seventh of them is long. */
export async function sayMany(page: Page, count: number): Promise<void> {
  for (let said = 0; said < count; said += PORTION) {
    await page.evaluate(
      async ([from, to]) => {
        const app = document.querySelector('ll-app');
        for (let at = from; at < to; at++) {
          const text = `message ${at + 1}${at % 7 === 0 ? ` is a long one, ${'with many words in it, '.repeat(12)}` : ''}`;
          app?.dispatchEvent(new CustomEvent('ll-action', { detail: { type: 'submit-text', text } }));
        }
        await new Promise(requestAnimationFrame);
      },
      [said, Math.min(count, said + PORTION)] as const,
    );
  }
}

/** Lets the page note how long each input waits for the frame after it, in ms. */
export const watchInputs = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.inputDelays = [];
    addEventListener(
      'input',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // The frame is drawn before the next task.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            window.inputDelays.push(performance.now() - timeStamp);
            port1.close();
          };
          port2.postMessage(undefined);
        });
      },
      { capture: true },
    );
  });

/** What {@link watchInputs} has noted; resolves once there are so many. */
export async function inputDelays(page: Page, count: number): Promise<readonly number[]> {
  await page.waitForFunction((enough) => window.inputDelays.length >= enough, count);
  return page.evaluate(() => window.inputDelays);
}

declare global {
  interface Window {
    inputDelays: number[];
  }
}
