import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RoomCode } from '../../../shared/room-code.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import './qr-code.ts';
import { roomCodeStyles, roomCodeText } from './room-code-text.ts';

/** The room's link for a phone's camera, with the code and the link to read and type. */
@customElement('ll-qr-dialog')
export class LlQrDialog extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    modalDialogStyles,
    roomCodeStyles,
    css`
      .content {
        justify-items: center;
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

  /** Making the picture takes a while, and most people never look at it. */
  @state() private isWanted = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.isWanted = true;
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return modalDialog(
      msg('Scan to join'),
      html`
        ${this.isWanted ? html`<ll-qr-code .text=${this.url}></ll-qr-code>` : nothing}
        <p class="code">${roomCodeText(this.code)}</p>
        <a href=${this.url} dir="ltr">${this.url}</a>
      `,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-qr-dialog': LlQrDialog;
  }
}
