import type { Locator } from 'playwright-core';

/**
 * How assistive technology is told of a text that comes up, by the nearest live region around it (WAI-ARIA 1.2, 6.6.3);
 * "off" is not at all.
 */
export const livenessOf = (text: Locator): Promise<string> =>
  text.evaluate((element) => {
    const ofRoles: Readonly<Record<string, string>> = { log: 'polite', status: 'polite', alert: 'assertive' };
    for (let node: Node | null = element; node !== null; node = node.parentNode) {
      if (node instanceof ShadowRoot) node = node.host;
      if (!(node instanceof Element)) continue;
      const live = node.getAttribute('aria-live') ?? ofRoles[node.getAttribute('role') ?? ''];
      if (live !== undefined) return live;
    }
    return 'off';
  });
