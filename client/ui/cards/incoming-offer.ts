import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Check, X } from 'lucide';
import type { TransferId } from '../../../shared/ids.ts';
import type { IncomingState, OfferedFiles } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles, cardStyles, sentenceStyles } from '../shared-styles.ts';
import { FileSelection } from './file-selection.ts';
import './offered-files.ts';
import { sentence } from './sentence.ts';

/** An offer that waits for an answer: where it would be saved, which of its files are wanted, and the two answers. */
@customElement('ll-incoming-offer')
export class LlIncomingOffer extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sentenceStyles,
    cardStyles,
    css`
      :host {
        display: grid;
        gap: var(--ll-space-3);
      }
    `,
  ];

  @property({ attribute: false }) transfer!: TransferId;
  @property({ attribute: false }) offer!: Extract<IncomingState, { status: 'offered' }>;
  @property({ type: Number }) fileCount = 1;

  /** Undefined as long as the files are not listed, which means all of them. */
  @state() private selection: FileSelection | undefined;
  private listed: OfferedFiles | undefined;

  protected override willUpdate(_changed: PropertyValues): void {
    const { files } = this.offer;
    if (files === this.listed) return;
    this.listed = files;
    this.selection = files.status === 'listed' ? FileSelection.all(files.files) : undefined;
  }

  override render(): TemplateResult {
    const isNothing = this.selection?.count === 0;
    return html`
      ${this.renderDestination()} ${this.fileCount > 1 ? this.renderFiles() : nothing}
      ${isNothing ? html`<p id="nothing">${msg('Nothing is ticked. Tick what you want, or decline.')}</p>` : nothing}
      <div class="actions">
        <button
          class="primary"
          type="button"
          ?disabled=${isNothing}
          aria-describedby=${isNothing ? 'nothing' : nothing}
          @click=${this.accept}
        ><ll-icon .icon=${Check}></ll-icon>${msg('Accept')}</button>
        <button type="button" @click=${this.decline}><ll-icon .icon=${X}></ll-icon>${msg('Decline')}</button>
      </div>
    `;
  }

  private renderDestination(): TemplateResult {
    const { place, reason, warning } = this.offer.destination;
    return html`
      <p class="muted">${msg(html`Will be saved to <strong>${place}</strong>: ${reason}`)}</p>
      ${warning === undefined ? nothing : sentence('warning', warning)}
    `;
  }

  private renderFiles(): TemplateResult {
    const select = ({ detail }: CustomEvent<FileSelection>) => {
      this.selection = detail;
    };
    return html`
      <ll-offered-files
        .files=${this.offer.files}
        .selection=${this.selection}
        @files-wanted=${this.list}
        @selection-changed=${select}
      ></ll-offered-files>
    `;
  }

  private list(): void {
    emitAction(this, { type: 'list-files', transfer: this.transfer });
  }

  private accept(): void {
    const { transfer, selection } = this;
    const part = selection === undefined || selection.isEverything ? {} : { selection: selection.indexes() };
    emitAction(this, { type: 'accept-offer', transfer, ...part });
  }

  private decline(): void {
    emitAction(this, { type: 'decline-offer', transfer: this.transfer });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-incoming-offer': LlIncomingOffer;
  }
}
