import { html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { guardLeaving } from './leave-guard.ts';
import './room/room-screen.ts';
import { baseStyles } from './shared-styles.ts';
import './start/start-screen.ts';
import type { LlStartScreen } from './start/start-screen.ts';
import { StoresElement } from './stores-element.ts';
import { keepTabTitle } from './tab-title.ts';

/** The whole page: the start screen or the room, the theme, the tab's title. */
@customElement('ll-app')
export class LlApp extends StoresElement {
  static override styles = baseStyles;

  protected override readonly watches = ['screen', 'settings'] as const;

  @query('ll-start-screen') private readonly startScreen!: LlStartScreen | null;

  private stops: (() => void)[] = [];
  private wasInRoom = false;

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
    return this.stores.screen.get().status === 'room'
      ? html`<ll-room-screen .stores=${this.stores}></ll-room-screen>`
      : html`<ll-start-screen .stores=${this.stores}></ll-start-screen>`;
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

declare global {
  interface HTMLElementTagNameMap {
    'll-app': LlApp;
  }
}
