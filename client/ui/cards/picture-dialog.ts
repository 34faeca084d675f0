import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { ObjectUrls } from './object-urls.ts';

/** A picture as large as the page allows. It opens when it is put into the page, and fires `closed`. */
@customElement('ll-picture-dialog')
export class LlPictureDialog extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    modalDialogStyles,
    css`
      dialog {
        width: fit-content;
        min-width: min(20rem, 100vw - 2rem);
        max-width: calc(100vw - 2rem);
        max-height: calc(100dvh - 2rem);
      }

      header {
        gap: var(--ll-space-3);
      }

      h2 {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      dialog > .content {
        justify-items: center;
        overflow: auto;
        padding: 0 var(--ll-space-3) var(--ll-space-3);
      }

      img {
        display: block;
        max-width: 100%;
        max-height: calc(100dvh - 7.5rem);
        border-radius: var(--ll-radius-2);
      }
    `,
  ];

  @property({ attribute: false }) picture!: Blob;
  @property() name = '';

  @state() private isBroken = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  private readonly urls = new ObjectUrls(this);

  override render(): TemplateResult {
    return modalDialog(this.name, this.isBroken ? this.renderBroken() : this.renderPicture());
  }

  protected override firstUpdated(): void {
    this.dialog.addEventListener('close', () => this.dispatchEvent(new CustomEvent('closed')));
    this.dialog.showModal();
  }

  private renderPicture(): TemplateResult {
    return html`<img src=${this.urls.of(this.picture)} alt=${this.name} @error=${this.giveUp} />`;
  }

  private renderBroken(): TemplateResult {
    return html`<p role="status">${msg('This browser cannot show the picture.')}</p>`;
  }

  private giveUp(): void {
    this.isBroken = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-picture-dialog': LlPictureDialog;
  }
}
