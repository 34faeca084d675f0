import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConversationEntry } from '../../state/views.ts';
import '../avatar.ts';
import { formatTime } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';
import { messageText } from './message-text.ts';

export type MessageEntry = Extract<ConversationEntry, { type: 'message' }>;

/** What somebody said: own messages on the right, the others' on the left beside their disc. */
@customElement('ll-message')
export class LlMessage extends PageElement {
  static override styles = [
    baseStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: 2.25rem minmax(0, max-content);
        column-gap: var(--ll-space-3);
        max-width: min(38rem, 92%);
      }

      .row.own {
        grid-template-columns: minmax(0, max-content);
        justify-content: end;
        max-width: min(38rem, 84%);
        margin-inline-start: auto;
      }

      .about {
        grid-column: -2 / -1;
        display: flex;
        align-items: baseline;
        gap: var(--ll-space-2);
        margin-bottom: 0.2rem;
        font-size: var(--ll-small);
      }

      .own .about {
        justify-content: flex-end;
      }

      .author {
        font-weight: 600;
        overflow-wrap: anywhere;
      }

      time {
        color: var(--ll-muted);
        font-size: 0.75rem;
        white-space: nowrap;
      }

      ll-avatar {
        grid-row: 1 / span 2;
        align-self: start;
      }

      .text {
        grid-column: -2 / -1;
        width: fit-content;
        padding: var(--ll-space-2) var(--ll-space-3);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
        border-start-start-radius: var(--ll-radius-1);
        background: var(--ll-surface);
        /* Each line in the direction of its own words. */
        unicode-bidi: plaintext;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .own .text {
        justify-self: end;
        border-color: transparent;
        border-radius: var(--ll-radius-3);
        border-start-end-radius: var(--ll-radius-1);
        background: var(--ll-accent-soft);
      }

      .delivery {
        grid-column: -2 / -1;
        justify-self: end;
        margin-top: 0.2rem;
        color: var(--ll-muted);
        font-size: 0.75rem;
        overflow-wrap: anywhere;
      }

      .own a {
        color: var(--ll-accent-strong);
      }
    `,
  ];

  @property({ attribute: false }) entry!: MessageEntry;
  @property({ type: Boolean }) continues = false;

  /** To whom it was delivered, in words. */
  @property({ attribute: false }) delivery: string | undefined;

  override render(): TemplateResult {
    const { own, text } = this.entry;
    return html`
      <div class="row ${own ? 'own' : ''}">
        ${this.continues ? nothing : this.renderAuthor()}
        <p class="text">${messageText(text)}</p>
        ${this.delivery === undefined ? nothing : this.renderDelivery(this.delivery)}
      </div>
    `;
  }

  /** Stands there to be read. A screen reader that told of every change would drown the conversation. */
  private renderDelivery(delivery: string): TemplateResult {
    return html`<p class="delivery" aria-live="off">${delivery}</p>`;
  }

  private renderAuthor(): TemplateResult {
    const { own, author, authorId, at } = this.entry;
    return html`
      ${own ? nothing : html`<ll-avatar .peerId=${authorId} .name=${author}></ll-avatar>`}
      <p class="about">
        <bdi class="author">${own ? msg('You') : author}</bdi>
        <time datetime=${new Date(at).toISOString()}>${formatTime(at)}</time>
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-message': LlMessage;
  }
}
