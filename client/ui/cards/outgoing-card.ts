import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OutgoingView } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { formatNames } from '../format.ts';
import { isOpen } from '../running-transfers.ts';
import { baseStyles, buttonStyles, cardStyles } from '../shared-styles.ts';
import './card-heading.ts';
import './recipient-row.ts';

/** Files that this browser sends: how each recipient stands. */
@customElement('ll-outgoing-card')
export class LlOutgoingCard extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      li + li {
        margin-top: var(--ll-space-3);
      }
    `,
  ];

  @property({ attribute: false }) transfer!: OutgoingView;

  override render(): TemplateResult {
    const { names, fileCount, totalBytes, recipients } = this.transfer;
    return html`
      <article aria-label="From you: ${formatNames(names, fileCount)}">
        <ll-card-heading .transfer=${this.transfer} .origin=${'From you'}></ll-card-heading>
        <ul aria-label="Recipients">
          ${repeat(
            recipients,
            ({ peerId }) => peerId,
            (recipient) => html`
              <li><ll-recipient-row .recipient=${recipient} .total=${totalBytes}></ll-recipient-row></li>
            `,
          )}
        </ul>
        ${recipients.some(({ state }) => isOpen(state)) ? this.renderCancel() : nothing}
      </article>
    `;
  }

  private renderCancel(): TemplateResult {
    const cancel = () => emitAction(this, { type: 'cancel-transfer', transfer: this.transfer.id });
    return html`<div class="actions"><button type="button" @click=${cancel}>Cancel</button></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-outgoing-card': LlOutgoingCard;
  }
}
