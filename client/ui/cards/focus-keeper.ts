import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus at a card when the button that had it goes: the browser would give it to the page as a whole. It goes
 * to the `article`, which must be focusable, and not to another button, which a second press of the key would set off.
 */
export class FocusKeeper implements ReactiveController {
  private readonly host: LitElement;
  private hadFocus = false;

  constructor(host: LitElement) {
    this.host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.hadFocus = this.host.shadowRoot?.activeElement != null;
  }

  hostUpdated(): void {
    const root = this.host.shadowRoot;
    if (this.hadFocus && root?.activeElement === null) root.querySelector('article')?.focus({ preventScroll: true });
  }
}
