import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { assertNever } from '../../../shared/assert-never.ts';
import type { IncomingState, IncomingView } from '../../state/views.ts';
import { formatNames } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles, cardStyles, sentenceStyles } from '../shared-styles.ts';
import { actionButtons } from './action-buttons.ts';
import { incomingActions, isPause } from './card-actions.ts';
import './card-heading.ts';
import './card-pictures.ts';
import { FocusKeeper } from './focus-keeper.ts';
import './hold-note.ts';
import { discardSentence, receiverHoldSentences } from './hold-sentences.ts';
import './incoming-offer.ts';
import { sentence } from './sentence.ts';
import './transfer-progress.ts';

type Saved = Extract<IncomingState, { status: 'saved' }>;
type Held = Extract<IncomingState, { status: 'held' }>;

/** Names of saved files that the card tells at most. */
const NAMES_SHOWN = 5;

/** Files that somebody sends to this browser, from the offer to the saved file. */
@customElement('ll-incoming-card')
export class LlIncomingCard extends PageElement {
  static override styles = [baseStyles, buttonStyles, sentenceStyles, cardStyles];

  @property({ attribute: false }) transfer!: IncomingView;

  protected readonly focusKeeper = new FocusKeeper(this);

  override render(): TemplateResult {
    const { id, sender, names, fileCount, folderCount, totalBytes, state, pictures, isUnasked } = this.transfer;
    const actions = incomingActions(state);
    return html`
      <article tabindex="-1" aria-label=${msg(str`From ${sender}: ${formatNames(names, fileCount + folderCount)}`)}>
        <ll-card-heading
          .names=${names}
          .fileCount=${fileCount}
          .folderCount=${folderCount}
          .totalBytes=${totalBytes}
          .origin=${msg(str`From ${sender}`)}
        ></ll-card-heading>
        ${pictures === undefined ? nothing : html`<ll-card-pictures .pictures=${pictures} .names=${names}></ll-card-pictures>`}
        ${isUnasked === true ? html`<p class="muted">${msg('Accepted automatically')}</p>` : nothing}
        ${this.renderState(state)}
        ${actions.length === 0 ? nothing : html`<div class="actions">${actionButtons(this, id, actions)}</div>`}
        ${state.status === 'held' ? renderDiscard(state) : nothing}
      </article>
    `;
  }

  private renderState(state: IncomingState): TemplateResult {
    const { sender, fileCount } = this.transfer;
    switch (state.status) {
      case 'offered':
        return html`
          <ll-incoming-offer
            .transfer=${this.transfer.id}
            .offer=${state}
            .fileCount=${fileCount}
          ></ll-incoming-offer>
        `;
      case 'preparing':
        return sentence('busy', msg('Getting ready…'));
      case 'receiving':
        return html`
          <ll-transfer-progress
            .progress=${state.progress}
            .label=${msg(str`Receiving from ${sender}`)}
          ></ll-transfer-progress>
        `;
      case 'held':
        return this.renderHold(state);
      case 'saving':
        return sentence('busy', msg('Checking and saving…'));
      case 'saved':
        return this.renderSaved(state);
      case 'declined':
        return sentence('stopped', msg('You declined.'));
      case 'cancelled':
        return sentence('stopped', state.by === 'you' ? msg('You cancelled.') : msg(str`${sender} cancelled.`));
      case 'failed':
        return sentence('problem', state.problem);
      default:
        return assertNever(state);
    }
  }

  private renderHold({ hold, savedBytes, totalBytes }: Held): TemplateResult {
    const share = { bytes: savedBytes, totalBytes };
    const sentences = receiverHoldSentences(hold, this.transfer.sender, share);
    return html`<ll-hold-note .sentences=${sentences} .share=${share}></ll-hold-note>`;
  }

  private renderSaved({ files }: Saved): TemplateResult {
    const savedNames = files.map(({ name }) => name);
    const isRenamed = this.transfer.names.some((name, index) => name !== savedNames[index]);
    const shownNames = formatNames(savedNames.slice(0, NAMES_SHOWN), savedNames.length);
    return html`
      ${sentence('good', msg('Verified and saved'))}
      ${isRenamed ? html`<p class="muted">${msg(html`Saved as <bdi>${shownNames}</bdi>`)}</p>` : nothing}
    `;
  }
}

function renderDiscard({ hold, savedBytes }: Held): TemplateResult | typeof nothing {
  const words = isPause(hold) ? undefined : discardSentence(savedBytes);
  return words === undefined ? nothing : html`<p class="muted">${words}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'll-incoming-card': LlIncomingCard;
  }
}
