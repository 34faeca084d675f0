import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Check, Download, X } from 'lucide';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Destination, IncomingState, IncomingView } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { formatNames } from '../format.ts';
import '../icon.ts';
import { baseStyles, buttonStyles, cardStyles, sentenceStyles } from '../shared-styles.ts';
import './card-heading.ts';
import { sentence } from './sentence.ts';
import './transfer-progress.ts';

/** Names of saved files that the card tells at most. */
const NAMES_SHOWN = 5;

/** Files that somebody sends to this browser, from the offer to the saved file. */
@customElement('ll-incoming-card')
export class LlIncomingCard extends LitElement {
  static override styles = [baseStyles, buttonStyles, sentenceStyles, cardStyles];

  @property({ attribute: false }) transfer!: IncomingView;

  override render(): TemplateResult {
    const { sender, names, fileCount, state } = this.transfer;
    return html`
      <article aria-label="From ${sender}: ${formatNames(names, fileCount)}">
        <ll-card-heading .transfer=${this.transfer} .origin=${`From ${sender}`}></ll-card-heading>
        ${this.renderState(state)}
      </article>
    `;
  }

  private renderState(state: IncomingState): TemplateResult {
    switch (state.status) {
      case 'offered':
        return this.renderOffer(state.destination);
      case 'preparing':
        return html`${sentence('busy', 'Getting ready…')}${this.renderCancel()}`;
      case 'receiving':
        return html`
          <ll-transfer-progress
            .progress=${state.progress}
            .total=${this.transfer.totalBytes}
            .label=${`Receiving from ${this.transfer.sender}`}
          ></ll-transfer-progress>
          ${this.renderCancel()}
        `;
      case 'saving':
        return sentence('busy', 'Checking and saving…');
      case 'saved':
        return this.renderSaved(state);
      case 'declined':
        return sentence('stopped', 'You declined.');
      case 'cancelled':
        return sentence('stopped', state.by === 'you' ? 'You cancelled.' : `${this.transfer.sender} cancelled.`);
      case 'failed':
        return sentence('problem', state.problem);
      default:
        return assertNever(state);
    }
  }

  private renderOffer({ place, reason }: Destination): TemplateResult {
    const { id } = this.transfer;
    return html`
      <p class="muted">Will be saved to <strong>${place}</strong>: ${reason}</p>
      <div class="actions">
        <button class="primary" type="button" @click=${() => emitAction(this, { type: 'accept-offer', transfer: id })}>
          <ll-icon .icon=${Check}></ll-icon>Accept
        </button>
        <button type="button" @click=${() => emitAction(this, { type: 'decline-offer', transfer: id })}>
          <ll-icon .icon=${X}></ll-icon>Decline
        </button>
      </div>
    `;
  }

  private renderCancel(): TemplateResult {
    const cancel = () => emitAction(this, { type: 'cancel-transfer', transfer: this.transfer.id });
    return html`<div class="actions"><button type="button" @click=${cancel}>Cancel</button></div>`;
  }

  private renderSaved({ files, canSaveAgain }: Extract<IncomingState, { status: 'saved' }>): TemplateResult {
    const savedNames = files.map(({ name }) => name);
    const isRenamed = this.transfer.names.some((name, index) => name !== savedNames[index]);
    const shownNames = formatNames(savedNames.slice(0, NAMES_SHOWN), savedNames.length);
    const saveAgain = () => emitAction(this, { type: 'save-again', transfer: this.transfer.id });
    return html`
      ${sentence('good', 'Verified and saved')}
      ${isRenamed ? html`<p class="muted">Saved as ${shownNames}</p>` : nothing}
      ${
        canSaveAgain
          ? html`<div class="actions">
              <button type="button" @click=${saveAgain}><ll-icon .icon=${Download}></ll-icon>Save again</button>
            </div>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-incoming-card': LlIncomingCard;
  }
}
