import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Action } from '../../state/actions.ts';
import '../composer/composer.ts';
import type { LlComposer } from '../composer/composer.ts';
import '../conversation/conversation.ts';
import type { LlConversation } from '../conversation/conversation.ts';
import '../files/file-sender.ts';
import type { LlFileSender } from '../files/file-sender.ts';
import '../people/people-panel.ts';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './room-header.ts';

/** A room: its code, its people, its conversation, and the desk to write and send from. */
@customElement('ll-room-screen')
export class LlRoomScreen extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template:
          'header header' auto
          'people conversation' minmax(0, 1fr) / 17.5rem minmax(0, 1fr);
        height: 100dvh;
        padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
          env(safe-area-inset-left);
      }

      ll-room-header {
        grid-area: header;
      }

      ll-people-panel {
        grid-area: people;
      }

      main {
        display: flex;
        grid-area: conversation;
        flex-direction: column;
        min-height: 0;
      }

      ll-conversation {
        flex: 1;
        min-height: 0;
      }

      @media (max-width: 47.5rem) {
        :host {
          grid-template:
            'header' auto
            'people' auto
            'conversation' minmax(0, 1fr) / minmax(0, 1fr);
        }
      }

      /* With the page zoomed or the keys of a phone raised, the rest would leave the conversation no room: the page scrolls. */
      @media (max-height: 22rem) {
        :host {
          height: auto;
          min-height: 100dvh;
        }

        ll-conversation {
          flex: none;
          height: max(10rem, 100dvh - 5rem);
        }
      }

      @media (max-height: 22rem) and (min-width: 47.51rem) {
        ll-people-panel {
          height: 0;
          min-height: 100%;
        }
      }
    `,
  ];

  protected override readonly watches = [] as const;

  @query('ll-conversation') private readonly conversation!: LlConversation;
  @query('ll-file-sender') private readonly fileSender!: LlFileSender;
  @query('ll-composer') private readonly composer!: LlComposer;

  override render(): TemplateResult {
    return html`
      <ll-room-header .stores=${this.stores}></ll-room-header>
      <ll-people-panel .stores=${this.stores}></ll-people-panel>
      <main>
        <ll-conversation .stores=${this.stores}></ll-conversation>
        <ll-file-sender .stores=${this.stores} @ll-action=${this.showNewest}></ll-file-sender>
        <ll-composer
          .stores=${this.stores}
          @ll-action=${this.noteAction}
          @ll-pick-files=${() => this.fileSender.pick()}
          @ll-pick-folder=${() => this.fileSender.pickFolder()}
        ></ll-composer>
      </main>
    `;
  }

  /** With a mouse there is a keyboard too; on a phone the focus would only raise the keys over the room. */
  protected override async firstUpdated(_changed: PropertyValues): Promise<void> {
    await this.composer.updateComplete;
    if (matchMedia('(hover: hover)').matches) this.composer.focus();
  }

  private noteAction({ detail }: CustomEvent<Action>): void {
    if (detail.type !== 'note-draft') this.showNewest();
  }

  private showNewest(): void {
    this.conversation.showNewest();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-room-screen': LlRoomScreen;
  }
}
