import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TransferId } from '../../../shared/ids.ts';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './incoming-card.ts';
import './outgoing-card.ts';

/** One transfer in the conversation. It watches the transfers itself, so that progress renders nothing but a card. */
@customElement('ll-transfer-card')
export class LlTransferCard extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      ll-incoming-card,
      ll-outgoing-card {
        max-width: 27rem;
      }

      ll-incoming-card {
        margin-left: 3rem;
      }

      ll-outgoing-card {
        margin-left: auto;
      }

      @media (max-width: 47.5rem) {
        ll-incoming-card {
          margin-left: 0;
        }
      }
    `,
  ];

  protected override readonly watches = ['transfers'] as const;

  @property({ attribute: false }) transfer!: TransferId;

  override render(): TemplateResult | typeof nothing {
    const transfer = this.stores.transfers.get()[this.transfer];
    if (transfer === undefined) return nothing;
    return transfer.direction === 'incoming'
      ? html`<ll-incoming-card .transfer=${transfer}></ll-incoming-card>`
      : html`<ll-outgoing-card .transfer=${transfer}></ll-outgoing-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-transfer-card': LlTransferCard;
  }
}
