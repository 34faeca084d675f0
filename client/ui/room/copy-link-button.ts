import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Check, Link } from 'lucide';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { Copying } from './copying.ts';

/** Copies the room's link, and says whether that worked. */
@customElement('ll-copy-link-button')
export class LlCopyLinkButton extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        position: relative;
      }

      [role='status'] {
        position: absolute;
        z-index: 1;
        inset-block-start: calc(100% + var(--ll-space-2));
        inset-inline-end: 0;
        width: max-content;
        max-width: 15rem;
        padding: var(--ll-space-2) var(--ll-space-3);
        border-radius: var(--ll-radius-1);
        background: var(--ll-text);
        color: var(--ll-page);
        font-size: var(--ll-small);
      }

      [role='status']:empty {
        padding: 0;
      }

      @media (max-width: 47.5rem) {
        button {
          width: var(--ll-touch);
          padding: 0;
        }

        button > span {
          display: none;
        }

        [role='status'] {
          position: fixed;
          inset-block: auto 5rem;
          inset-inline: var(--ll-space-4);
          width: fit-content;
          max-width: none;
          margin: 0 auto;
        }
      }
    `,
  ];

  @property() url = '';

  protected readonly copying = new Copying(this);

  override render(): TemplateResult {
    const name = msg('Copy link');
    const refused = msg('This browser did not let the page copy. Copy the link from the address bar.');
    return html`
      <button class="quiet" type="button" title=${name} aria-label=${name} @click=${() => this.copying.copy(this.url)}>
        <ll-icon .icon=${this.copying.hasCopied ? Check : Link}></ll-icon><span>${name}</span>
      </button>
      <span role="status">${this.copying.inWords(refused)}</span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-copy-link-button': LlCopyLinkButton;
  }
}
