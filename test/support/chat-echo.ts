import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Says `text` with the composer. */
    sayNow(text: string): void;
    /** Calls back with each message that stands in the conversation from now on. */
    whenShown(shown: (text: string) => void): void;
  }
}

/** Lets every page that this context opens from now on speak and listen by itself, as fast as it can. */
export const allowEcho = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(install);
};

/** Answers each `ping` in the conversation with a `pong`. */
export const echo = (page: Page): Promise<void> =>
  page.evaluate(() =>
    window.whenShown((text) => {
      if (text.startsWith('ping ')) window.sayNow(text.replace('ping', 'pong'));
    }),
  );

/** Says so many `ping`s, each when the last one was answered; answers how long each took until the answer was shown, in ms. */
export const measureRoundTrips = (page: Page, rounds: number): Promise<number[]> =>
  page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let startedAt = 0;
        const ping = () => {
          startedAt = performance.now();
          window.sayNow(`ping ${times.length}`);
        };
        window.whenShown((text) => {
          if (text !== `pong ${times.length}`) return;
          times.push(performance.now() - startedAt);
          if (times.length === count) resolve(times);
          else ping();
        });
        ping();
      }),
    rounds,
  );

/** Runs in the page. */
function install(): void {
  /** The first element that matches, in whatever shadow tree it is. */
  function find(selector: string, root: ParentNode = document): Element | undefined {
    const found = root.querySelector(selector);
    if (found !== null) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot === null ? undefined : find(selector, shadowRoot);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  function textIn(root: Node): string {
    const shadow = root instanceof Element && root.shadowRoot !== null ? root.shadowRoot : root;
    if (shadow instanceof HTMLStyleElement) return '';
    return shadow instanceof Text ? shadow.data : [...shadow.childNodes].map(textIn).join('');
  }
  window.sayNow = (text) => {
    const field = find('textarea[aria-label=Message]') as HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  };
  window.whenShown = (shown) => {
    const log = find('[role=log]') as Element;
    const known = new WeakSet<Element>();
    const listen = new MutationObserver(() => {
      for (const message of log.querySelectorAll('ll-message')) {
        if (known.has(message) || message.shadowRoot === null) continue;
        const said = /\b(ping|pong) \d+/.exec(textIn(message));
        // What is not drawn yet changes its own tree when it is.
        if (said === null) listen.observe(message.shadowRoot, { childList: true, subtree: true });
        else {
          known.add(message);
          shown(said[0]);
        }
      }
    });
    listen.observe(log, { childList: true, subtree: true });
  };
}
