import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OutgoingView } from '../../state/views.ts';
import { formatNames } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles, cardStyles, sentenceStyles } from '../shared-styles.ts';
import { actionButtons } from './action-buttons.ts';
import { outgoingActions } from './card-actions.ts';
import './card-heading.ts';
import './card-pictures.ts';
import './files-again.ts';
import { FocusKeeper } from './focus-keeper.ts';
import './recipient-row.ts';
import { sentence } from './sentence.ts';

/** Files that this browser sends: how each recipient stands. */
@customElement('ll-outgoing-card')
export class LlOutgoingCard extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    sentenceStyles,
    css`
      li + li {
        margin-top: var(--ll-space-3);
        padding-top: var(--ll-space-3);
        border-top: 1px solid var(--ll-line);
      }
    `,
  ];

  @property({ attribute: false }) transfer!: OutgoingView;

  protected readonly focusKeeper = new FocusKeeper(this);

  override render(): TemplateResult {
    const { names, fileCount, folderCount, totalBytes, recipients, filesProblem, pictures } = this.transfer;
    return html`
      <article tabindex="-1" aria-label=${msg(str`From you: ${formatNames(names, fileCount + folderCount)}`)}>
        <ll-card-heading
          .names=${names}
          .fileCount=${fileCount}
          .folderCount=${folderCount}
          .totalBytes=${totalBytes}
          .origin=${msg('From you')}
        ></ll-card-heading>
        ${pictures === undefined ? nothing : html`<ll-card-pictures .pictures=${pictures} .names=${names}></ll-card-pictures>`}
        <ul role="list" aria-label=${msg('Recipients')}>
          ${repeat(
            recipients,
            ({ peerId }) => peerId,
            (recipient) => html`
              <li><ll-recipient-row .recipient=${recipient}></ll-recipient-row></li>
            `,
          )}
        </ul>
        ${filesProblem === undefined ? nothing : sentence('problem', filesProblem)} ${this.renderActions()}
      </article>
    `;
  }

  private renderActions(): TemplateResult | typeof nothing {
    const { id, filesProblem, filesAtHand } = this.transfer;
    const mustChoose = filesProblem !== undefined && filesAtHand !== true;
    const actions = outgoingActions(this.transfer);
    if (actions.length === 0) return nothing;
    return html`
      <div class="actions">
        ${mustChoose ? this.renderFilesAgain() : nothing} ${actionButtons(this, id, actions)}
      </div>
    `;
  }

  private renderFilesAgain(): TemplateResult {
    const { id, names } = this.transfer;
    // Whatever comes out of a folder has the folder in its name.
    const hasFolder = names.some((name) => name.includes('/'));
    return html`<ll-files-again .transfer=${id} .hasFolder=${hasFolder}></ll-files-again>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-outgoing-card': LlOutgoingCard;
  }
}
