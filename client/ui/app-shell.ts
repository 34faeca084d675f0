import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
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

      .missing {
        position: fixed;
        inset-inline: var(--ll-space-3);
        inset-block-end: var(--ll-space-3);
        max-width: 34rem;
        margin-inline: auto;
        padding: var(--ll-space-3) var(--ll-space-4);
        border-radius: var(--ll-radius-2);
        background: var(--ll-bad-soft);
        box-shadow: var(--ll-shadow-high);
      }
    `,
  ];

  protected override readonly watches = ['screen', 'settings', 'partMissing'] as const;

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
    return html`${this.renderScreen()}${this.stores.partMissing.get() ? partMissing() : nothing}`;
  }

  private renderScreen(): TemplateResult {
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

const partMissing = () => html`
  <p class="missing" role="alert">
    ${msg('A part of this page could not be loaded, so something may not work. Load the page again when the server can be reached.')}
  </p>
`;

declare global {
  interface HTMLElementTagNameMap {
    'll-app': LlApp;
  }
}
