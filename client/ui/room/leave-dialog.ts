import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Asks before leaving cuts a transfer off. */
@customElement('ll-leave-dialog')
export class LlLeaveDialog extends LitElement {
  static override styles = [baseStyles, buttonStyles, modalDialogStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return modalDialog(
      'Leave while files are on their way?',
      html`
        <p>Transfers that are running stop when you leave.</p>
        <div class="actions">
          <button type="button" @click=${this.leave}>Leave anyway</button>
          <button class="primary" type="button" @click=${() => this.dialog.close()}>Stay</button>
        </div>
      `,
    );
  }

  private leave(): void {
    this.dialog.close();
    emitAction(this, { type: 'leave-room' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-leave-dialog': LlLeaveDialog;
  }
}
