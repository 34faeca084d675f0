import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoomCode } from '../../../shared/room-code.ts';
import { PageElement } from '../page-element.ts';
import { roomCodeStyles, roomCodeText } from '../room/room-code-text.ts';
import { baseStyles } from '../shared-styles.ts';

/** What an empty room shows: how to get the others in. */
@customElement('ll-invitation')
export class LlInvitation extends PageElement {
  static override styles = [
    baseStyles,
    roomCodeStyles,
    css`
      section {
        display: grid;
        justify-items: center;
        gap: var(--ll-space-3);
        padding: var(--ll-space-5) var(--ll-space-4);
        text-align: center;
      }

      ll-qr-code {
        width: 11rem;
        padding: var(--ll-space-1);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
        background: white;
      }

      .lead {
        font-weight: 600;
        text-wrap: balance;
        word-break: auto-phrase;
      }

      .code {
        font-size: clamp(1.375rem, 6vw, 2rem);
        line-height: 1.2;
      }

      .muted {
        max-width: 34rem;
        color: var(--ll-muted);
        overflow-wrap: anywhere;
      }

      .how {
        max-width: 26rem;
        font-size: var(--ll-small);
        text-wrap: balance;
        word-break: auto-phrase;
      }
    `,
  ];

  @property({ attribute: false }) code!: RoomCode;
  @property() url = '';

  /** Who opens a link finds somebody there, and needs no code to show. */
  override connectedCallback(): void {
    super.connectedCallback();
    void import('../room/qr-code.ts');
  }

  override render(): TemplateResult {
    return html`
      <section>
        <ll-qr-code .text=${this.url}></ll-qr-code>
        <p class="lead">${msg('Share this code: nobody else is here yet')}</p>
        <p class="code">${roomCodeText(this.code)}</p>
        <p class="muted">${msg(html`or the link <a href=${this.url} dir="ltr">${this.url}</a>`)}</p>
        <p class="muted how">
          ${msg('On the other device, point the camera at the picture, open the link, or type the code on the first page of this server.')}
        </p>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-invitation': LlInvitation;
  }
}
