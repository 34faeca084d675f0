import { html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Action } from '../../state/actions.ts';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** What is asked before something that cannot be taken back. */
export interface Question {
  readonly heading: string;
  readonly explanation: string;
  /** What `yes` does. */
  readonly action: Action;
  readonly yes: string;
  readonly no: string;
}

/** Asks before an action, and proposes to leave it. */
@customElement('ll-question-dialog')
export class LlQuestionDialog extends PageElement {
  static override styles = [baseStyles, buttonStyles, modalDialogStyles];

  @property({ attribute: false }) question!: Question;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const { heading, explanation, yes, no } = this.question;
    return modalDialog(
      heading,
      html`
        <p>${explanation}</p>
        <div class="actions">
          <button type="button" @click=${this.perform}>${yes}</button>
          <button class="primary" type="button" @click=${() => this.dialog.close()}>${no}</button>
        </div>
      `,
    );
  }

  private perform(): void {
    this.dialog.close();
    emitAction(this, this.question.action);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-question-dialog': LlQuestionDialog;
  }
}
