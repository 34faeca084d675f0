import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { guardLeaving } from './leave-guard.ts';
import { baseStyles } from './shared-styles.ts';
import type { LlStartScreen } from './start/start-screen.ts';
import { StoresElement } from './stores-element.ts';

/** The whole page: the start screen or the room, and the theme. */
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

  @query('ll-start-screen') private readonly startScreen!: LlStartScreen | null;

  private wasInRoom = false;
  private stopGuard: () => void = () => undefined;

  /** Whether the start screen is there, with what was typed into it. */
  private showsStart = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopGuard = guardLeaving(this.stores);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopGuard();
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

  /** Whoever leaves a room goes on from the top of the start screen: the button that they pressed is gone. */
  protected override async updated(): Promise<void> {
    const isInRoom = this.stores.screen.get().status === 'room';
    const hasLeft = this.wasInRoom && !isInRoom;
    this.wasInRoom = isInRoom;
    if (!hasLeft) return;
    await customElements.whenDefined('ll-start-screen');
    await this.startScreen?.updateComplete;
    this.startScreen?.focus();
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
