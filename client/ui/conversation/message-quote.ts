import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Quote } from '../../state/views.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';
import { deletedWords } from './deleted-words.ts';

declare global {
  interface GlobalEventHandlersEventMap {
    /** Asks for a message to be brought into sight, by its id. */
    'll-show-message': CustomEvent<string>;
  }
}

/** Author and first line of the message that another one answers; pressed, it asks for that message to be shown. */
@customElement('ll-message-quote')
export class LlMessageQuote extends PageElement {
  static override styles = [
    baseStyles,
    css`
      button,
      p {
        display: block;
        width: 100%;
        margin-bottom: var(--ll-space-1);
        padding: 0.2rem var(--ll-space-2);
        border: 0;
        border-inline-start: 3px solid var(--ll-accent);
        border-radius: var(--ll-radius-1);
        background: color-mix(in oklab, var(--ll-accent) 9%, transparent);
        color: var(--ll-muted);
        font: inherit;
        font-size: var(--ll-small);
        line-height: 1.35;
        text-align: start;
      }

      button {
        cursor: pointer;
        transition: background-color var(--ll-quick);
      }

      button:hover {
        background: color-mix(in oklab, var(--ll-accent) 17%, transparent);
      }

      strong,
      span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      strong {
        color: var(--ll-text);
        font-weight: 600;
      }

      @media (hover: none) {
        button {
          min-height: var(--ll-touch);
        }
      }
    `,
  ];

  @property({ attribute: false }) quote!: Quote;

  override render(): TemplateResult {
    const { said } = this.quote;
    if (said === undefined) return html`<p>${msg('an earlier message')}</p>`;
    return html`
      <button type="button" title=${msg('Show this message')} @click=${this.show}>
        <strong><bdi>${said.own ? msg('You') : said.author}</bdi></strong>
        <span><bdi>${said.line === '' ? deletedWords() : said.line}</bdi></span>
      </button>
    `;
  }

  private show(): void {
    this.dispatchEvent(new CustomEvent('ll-show-message', { detail: this.quote.id, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-message-quote': LlMessageQuote;
  }
}
