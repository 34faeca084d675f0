import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Check, Copy } from 'lucide';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { Copying } from '../room/copying.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { foundStyles } from './found-styles.ts';

/** Several lines of code, as they are; long ones scroll inside. */
@customElement('ll-code-block')
export class LlCodeBlock extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    foundStyles,
    css`
      /* As wide as its longest line where there is room, and else as narrow as it must be. */
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        overflow: hidden;
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-2);
        background: var(--ll-sunken);
        color: var(--ll-text);
        white-space: normal;
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        padding-inline-start: var(--ll-space-3);
        border-block-end: 1px solid var(--ll-line);
        color: var(--ll-muted);
        font-size: 0.75rem;
      }

      .language {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      button {
        padding-inline: var(--ll-space-3);
        border-radius: 0;
        font-size: 0.75rem;
      }

      pre {
        overflow-x: auto;
        margin: 0;
        padding: var(--ll-space-3);
        font: 0.8125rem / 1.5 var(--ll-mono);
        tab-size: 4;
        white-space: pre;
        overflow-wrap: normal;
      }

      pre:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property() code = '';
  /** As the author named it; often empty. */
  @property() language = '';

  protected readonly copying = new Copying(this);

  override render(): TemplateResult {
    return html`
      <header>
        <span class="language">${this.language}</span>
        <span role="status">${this.copying.inWords(msg('Not copied: select it instead'))}</span>
        <button class="quiet" type="button" @click=${() => this.copying.copy(this.code)}>
          <ll-icon .icon=${this.copying.hasCopied ? Check : Copy}></ll-icon>${msg('Copy code')}
        </button>
      </header>
      <pre dir="ltr" tabindex="0" role="group" aria-label=${msg('Code')}>${this.code}</pre>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-code-block': LlCodeBlock;
  }
}
