import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { emitAction } from '../action-event.ts';
import '../dialog.ts';
import type { LlDialog } from '../dialog.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Asks before leaving cuts a transfer off. */
@customElement('ll-leave-dialog')
export class LlLeaveDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--ll-space-2);
        margin-top: var(--ll-space-5);
      }
    `,
  ];

  @query('ll-dialog') private readonly dialog!: LlDialog;

  show(): void {
    this.dialog.show();
  }

  override render(): TemplateResult {
    return html`
      <ll-dialog heading="Leave while files are on their way?">
        <p>Transfers that are running stop when you leave.</p>
        <div class="actions">
          <button type="button" @click=${this.leave}>Leave anyway</button>
          <button class="primary" type="button" @click=${() => this.dialog.close()}>Stay</button>
        </div>
      </ll-dialog>
    `;
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
