import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { guardLeaving } from './leave-guard.ts';
import { baseStyles } from './shared-styles.ts';
import { StoresElement } from './stores-element.ts';
import { keepTabTitle } from './tab-title.ts';

/** The whole page: the start screen or the room, the theme, the tab's title. */
@customElement('ll-app')
export class LlApp extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      .entering {
        display: grid;
        place-items: center;
        min-height: 100dvh;
      }
    `,
  ];

  protected override readonly watches = ['screen', 'settings'] as const;

  private stops: (() => void)[] = [];

  /** Whether the start screen is there, with what was typed into it. */
  private showsStart = false;

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
    if (status === 'room') return html`<ll-room-screen .stores=${this.stores}></ll-room-screen>`;
    this.showsStart ||= status === 'start';
    return this.showsStart
      ? this.renderStart()
      : html`<p class="entering" role="status">${msg('Entering the room…')}</p>`;
  }

  /** Loaded when it is shown: who opens a link to a room does without. */
  private renderStart(): TemplateResult {
    void import('./start/start-screen.ts');
    return html`<ll-start-screen .stores=${this.stores}></ll-start-screen>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-app': LlApp;
  }
}
