import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until the control has the focus, however deep it lies. */
export async function untilFocused(control: Locator): Promise<void> {
  await expect.poll(() => isFocused(control)).toBe(true);
}

export const isFocused = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => element.matches(':focus'));

/** What has the focus, in words, for a test that expected something else; undefined when nothing has. */
export const focusedName = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const focused = deepestFocused();
    if (focused === null || focused === document.body) return undefined;
    const name = focused.getAttribute('aria-label') ?? focused.textContent.replace(/\s+/g, ' ').trim();
    return `${focused.localName} “${name}”`;

    function deepestFocused(): Element | null {
      let found = document.activeElement;
      while (found?.shadowRoot?.activeElement != null) found = found.shadowRoot.activeElement;
      return found;
    }
  });

/** Whether a person can see that the control has the focus: it lies in the window, uncovered, and has an outline. */
export const showsFocus = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isInWindow = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    // A field may be drawn by what is around it.
    const outlined = [element, element.parentElement ?? element, element.closest('label') ?? element].some(
      (candidate) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      },
    );
    const root = element.getRootNode();
    const hit =
      root instanceof ShadowRoot || root instanceof Document
        ? root.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        : null;
    return isInWindow && outlined && hit !== null && element.contains(hit);
  });
