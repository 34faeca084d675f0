import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TransferId } from '../../../shared/ids.ts';
import type { Stores } from '../../state/stores.ts';
import { baseStyles } from '../shared-styles.ts';
import { TransferWatch } from './transfer-watch.ts';

/** One transfer in the conversation. It watches its own transfer alone, so that progress renders nothing but this card. */
@customElement('ll-transfer-card')
export class LlTransferCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        /* What changes inside of a card moves nothing around it. */
        contain: layout style;
      }

      ll-incoming-card,
      ll-outgoing-card {
        max-width: 27rem;
      }

      ll-incoming-card {
        margin-inline-start: 3rem;
      }

      ll-outgoing-card {
        margin-inline-start: auto;
      }

      @media (max-width: 47.5rem) {
        ll-incoming-card {
          margin-inline-start: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) stores!: Stores;
  @property({ attribute: false }) transfer!: TransferId;

  protected readonly watch = new TransferWatch(this);

  override render(): TemplateResult | typeof nothing {
    const transfer = this.stores.transfers.get()[this.transfer];
    if (transfer === undefined) return nothing;
    // Both are loaded with the first card, which stays empty until then: a conversation has none at first.
    void import('./incoming-card.ts');
    void import('./outgoing-card.ts');
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
