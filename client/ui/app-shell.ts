import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { guardLeaving } from './leave-guard.ts';
import { baseStyles } from './shared-styles.ts';
import './start/start-screen.ts';
import { StoresElement } from './stores-element.ts';
import { keepTabTitle } from './tab-title.ts';

/** The whole page: the start screen or the room, the theme, the tab's title. */
@customElement('ll-app')
export class LlApp extends StoresElement {
  static override styles = baseStyles;

  protected override readonly watches = ['screen', 'settings'] as const;

  private stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stops = [keepTabTitle(this.stores), guardLeaving(this.stores)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  override willUpdate(): void {
    document.documentElement.dataset.theme = this.stores.settings.get().theme;
  }

  override render(): TemplateResult {
    const { status } = this.stores.screen.get();
    // While the server is asked, so that it is there with the answer.
    if (status !== 'start') void import('./room/room-screen.ts');
    return status === 'room'
      ? html`<ll-room-screen .stores=${this.stores}></ll-room-screen>`
      : html`<ll-start-screen .stores=${this.stores}></ll-start-screen>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-app': LlApp;
  }
}
