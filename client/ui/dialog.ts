import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { X } from 'lucide';
import './icon.ts';
import { baseStyles, buttonStyles } from './shared-styles.ts';

/** A modal dialog with its heading as its name. Escape, the cross and a click beside it close it. */
@customElement('ll-dialog')
export class LlDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
      }

      dialog {
        width: min(27rem, 100vw - 2rem);
        max-height: min(44rem, 100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
        background: var(--ll-raised);
        color: var(--ll-text);
        box-shadow: var(--ll-shadow-high);
      }

      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: appear 160ms ease-out;
      }

      dialog::backdrop {
        background: var(--ll-veil);
      }

      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--ll-space-3) var(--ll-space-3) var(--ll-space-2) var(--ll-space-5);
      }

      h2 {
        font-size: var(--ll-large);
      }

      .body {
        overflow-y: auto;
        padding: var(--ll-space-1) var(--ll-space-5) var(--ll-space-5);
      }
    `,
  ];

  @property() heading = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @click=${this.closeFromBackdrop}>
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button class="quiet icon-only" type="button" aria-label="Close" @click=${this.close}>
            <ll-icon .icon=${X}></ll-icon>
          </button>
        </header>
        <div class="body"><slot></slot></div>
      </dialog>
    `;
  }

  /** The frame has no padding of its own, so a click whose target is the dialog hit the backdrop. */
  private closeFromBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-dialog': LlDialog;
  }
}
