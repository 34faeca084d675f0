import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RoomCode } from '../../../shared/room-code.ts';
import '../dialog.ts';
import type { LlDialog } from '../dialog.ts';
import { baseStyles } from '../shared-styles.ts';
import './qr-code.ts';
import { roomCodeStyles, roomCodeText } from './room-code-text.ts';

/** The room's link for a phone's camera, with the code and the link to read and type. */
@customElement('ll-qr-dialog')
export class LlQrDialog extends LitElement {
  static override styles = [
    baseStyles,
    roomCodeStyles,
    css`
      :host {
        display: contents;
      }

      div {
        display: grid;
        justify-items: center;
        gap: var(--ll-space-3);
        text-align: center;
      }

      ll-qr-code {
        width: min(18rem, 100%);
      }

      .code {
        font-size: var(--ll-title);
      }

      a {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) code!: RoomCode;
  @property() url = '';

  @query('ll-dialog') private readonly dialog!: LlDialog;

  show(): void {
    this.dialog.show();
  }

  override render(): TemplateResult {
    return html`
      <ll-dialog heading="Scan to join">
        <div>
          <ll-qr-code .text=${this.url}></ll-qr-code>
          <p class="code">${roomCodeText(this.code)}</p>
          <a href=${this.url}>${this.url}</a>
        </div>
      </ll-dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-qr-dialog': LlQrDialog;
  }
}
