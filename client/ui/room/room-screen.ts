import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Action } from '../../state/actions.ts';
import { countNews } from '../attention/unread.ts';
import '../composer/composer.ts';
import type { LlComposer } from '../composer/composer.ts';
import '../conversation/conversation.ts';
import type { LlConversation } from '../conversation/conversation.ts';
import '../files/file-sender.ts';
import type { LlFileSender } from '../files/file-sender.ts';
import { MediaQuery, NARROW } from '../media-query.ts';
import '../people/people-panel.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './room-header.ts';
import { type Pane, roomTabs, roomTabsStyles } from './room-tabs.ts';

/** A room: its code, its people, its conversation, and the desk to write and send from. */
@customElement('ll-room-screen')
export class LlRoomScreen extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    roomTabsStyles,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        height: 100dvh;
        /* A notch stays where it is, whichever way the words run. */
        padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
          env(safe-area-inset-left);
      }

      main {
        display: grid;
        grid-template: 'people conversation' minmax(0, 1fr) / 17.5rem minmax(0, 1fr);
        min-height: 0;
      }

      #people {
        position: relative;
        grid-area: people;
        min-height: 0;
      }

      /* However many there are, they do not stretch the room. */
      ll-people-panel {
        position: absolute;
        inset: 0;
      }

      #conversation {
        display: flex;
        grid-area: conversation;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }

      ll-conversation {
        flex: 1;
        min-height: 0;
      }

      @media (max-width: 47.5rem) {
        main {
          grid-template: 'tabs' auto 'pane' minmax(0, 1fr) / minmax(0, 1fr);
        }

        #people,
        #conversation {
          grid-area: pane;
        }

        /* It keeps its size, and with it how far it is scrolled. */
        .behind {
          visibility: hidden;
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

      @media (max-height: 22rem) and (max-width: 47.5rem) {
        #people:not(.behind) > ll-people-panel {
          position: static;
        }
      }
    `,
  ];

  protected override readonly watches = ['conversation', 'people'] as const;

  @state() private shown: Pane = 'conversation';

  private readonly narrow = new MediaQuery(this, NARROW);

  /** When the conversation was left for another pane, in ms of wall time. */
  private leftAt = 0;

  @query('ll-conversation') private readonly conversation!: LlConversation;
  @query('ll-file-sender') private readonly fileSender!: LlFileSender;
  @query('ll-composer') private readonly composer!: LlComposer;

  override render(): TemplateResult {
    return html`
      <ll-room-header .stores=${this.stores}></ll-room-header>
      <main>
        ${this.narrow.matches ? this.renderTabs() : nothing}
        ${this.renderPane('people', this.renderPeople())}
        ${this.renderPane('conversation', this.renderConversation())}
      </main>
    `;
  }

  private renderTabs(): TemplateResult {
    const { conversation, people, transfers } = this.stores;
    const isAway = this.shown !== 'conversation';
    return roomTabs({
      shown: this.shown,
      peopleCount: people.get().length,
      unread: isAway ? countNews(conversation.get(), transfers.get(), this.leftAt) : 0,
      show: (pane) => this.show(pane),
    });
  }

  private renderPane(pane: Pane, content: TemplateResult): TemplateResult {
    const isTab = this.narrow.matches;
    return html`
      <div
        id=${pane}
        class=${pane === this.shown ? '' : 'behind'}
        role=${isTab ? 'tabpanel' : nothing}
        aria-labelledby=${isTab ? `${pane}-tab` : nothing}
      >
        ${content}
      </div>
    `;
  }

  private renderPeople(): TemplateResult {
    return html`<ll-people-panel .stores=${this.stores} @ll-action=${this.notePeopleAction}></ll-people-panel>`;
  }

  private renderConversation(): TemplateResult {
    return html`
      <ll-conversation .stores=${this.stores}></ll-conversation>
      <ll-file-sender .stores=${this.stores} @ll-action=${this.showNewest}></ll-file-sender>
      <ll-composer
        .stores=${this.stores}
        @ll-action=${this.noteAction}
        @ll-pick-files=${() => this.fileSender.pick()}
        @ll-pick-folder=${() => this.fileSender.pickFolder()}
      ></ll-composer>
    `;
  }

  private show(pane: Pane): void {
    if (pane === this.shown) return;
    this.shown = pane;
    this.leftAt = Date.now();
  }

  /** With a mouse there is a keyboard too; on a phone the focus would only raise the keys over the room. */
  protected override async firstUpdated(_changed: PropertyValues): Promise<void> {
    await this.composer.updateComplete;
    if (matchMedia('(hover: hover)').matches) this.composer.focus();
  }

  /** Who is to get a message is chosen here, and it is written beside the conversation. */
  private notePeopleAction({ detail }: CustomEvent<Action>): void {
    if (detail.type === 'compose') this.show('conversation');
  }

  private noteAction({ detail }: CustomEvent<Action>): void {
    if (detail.type !== 'note-draft') this.showNewest();
  }

  private showNewest(): void {
    this.show('conversation');
    this.conversation.showNewest();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-room-screen': LlRoomScreen;
  }
}
