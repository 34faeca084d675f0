import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Check, Link } from 'lucide';
import { assertNever } from '../../../shared/assert-never.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { copyText } from './copy-text.ts';

const RESULT_SHOWN_MS = 4_000;

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

  @state() private result: 'none' | 'copied' | 'refused' = 'none';

  private timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult {
    const name = msg('Copy link');
    return html`
      <button class="quiet" type="button" title=${name} aria-label=${name} @click=${this.copy}>
        <ll-icon .icon=${this.result === 'copied' ? Check : Link}></ll-icon><span>${name}</span>
      </button>
      <span role="status">${resultSentence(this.result)}</span>
    `;
  }

  private async copy(): Promise<void> {
    this.result = (await copyText(this.url)) ? 'copied' : 'refused';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.result = 'none';
    }, RESULT_SHOWN_MS);
  }
}

function resultSentence(result: 'none' | 'copied' | 'refused'): string {
  switch (result) {
    case 'none':
      return '';
    case 'copied':
      return msg('Copied');
    case 'refused':
      return msg('This browser did not let the page copy. Copy the link from the address bar.');
    default:
      return assertNever(result);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-copy-link-button': LlCopyLinkButton;
  }
}
