import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Asks before this browser forgets everything. */
@customElement('ll-forget-dialog')
export class LlForgetDialog extends LitElement {
  static override styles = [baseStyles, buttonStyles, modalDialogStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return modalDialog(
      'Forget this browser?',
      html`
        <p>
          Its identity, settings, the people whom it knows and unfinished transfers are deleted. Files that were saved
          stay. Nobody will recognise this browser.
        </p>
        <div class="actions">
          <button type="button" @click=${this.forget}>Forget everything</button>
          <button class="primary" type="button" @click=${() => this.dialog.close()}>Keep</button>
        </div>
      `,
    );
  }

  private forget(): void {
    this.dialog.close();
    emitAction(this, { type: 'forget-browser' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-forget-dialog': LlForgetDialog;
  }
}
