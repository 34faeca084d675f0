import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Recipient, RecipientState } from '../../state/views.ts';
import '../avatar.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, sentenceStyles } from '../shared-styles.ts';
import './hold-note.ts';
import { senderHoldSentences } from './hold-sentences.ts';
import { sentence } from './sentence.ts';
import './transfer-progress.ts';

/** How one recipient of a transfer stands. */
@customElement('ll-recipient-row')
export class LlRecipientRow extends PageElement {
  static override styles = [
    baseStyles,
    sentenceStyles,
    css`
      div {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--ll-space-1) var(--ll-space-3);
        align-items: center;
        font-size: var(--ll-small);
      }

      ll-avatar {
        grid-row: span 2;
        align-self: start;
        width: 2rem;
        height: 2rem;
        font-size: 0.6875rem;
      }

      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) recipient!: Recipient;

  override render(): TemplateResult {
    const { peerId, name } = this.recipient;
    return html`
      <div>
        <ll-avatar .peerId=${peerId} .name=${name}></ll-avatar>
        <span class="name">${name}</span>
        ${this.renderState()}
      </div>
    `;
  }

  private renderState(): TemplateResult {
    const { name, state } = this.recipient;
    switch (state.status) {
      case 'waiting':
        return sentence('waiting', msg('Waiting for an answer'));
      case 'sending':
        return html`
          <ll-transfer-progress
            .progress=${state.progress}
            .label=${msg(str`Sending to ${name}`)}
          ></ll-transfer-progress>
        `;
      case 'held':
        return this.renderHold(state);
      case 'saved':
        return sentence('good', msg('Verified and saved'));
      case 'declined':
        return sentence('stopped', msg('Declined'));
      case 'cancelled':
        return sentence('stopped', state.by === 'you' ? msg('You cancelled') : msg('Cancelled by the recipient'));
      case 'failed':
        return sentence('problem', state.problem);
      default:
        return assertNever(state);
    }
  }

  private renderHold({ hold, sentBytes, totalBytes }: Extract<RecipientState, { status: 'held' }>): TemplateResult {
    const share = { bytes: sentBytes, totalBytes };
    const sentences = senderHoldSentences(hold, this.recipient.name, share);
    return html`<ll-hold-note .sentences=${sentences} .share=${share}></ll-hold-note>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-recipient-row': LlRecipientRow;
  }
}
