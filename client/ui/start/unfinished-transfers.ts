import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ArrowDownToLine, ArrowUpFromLine, Trash2 } from 'lucide';
import type { TransferView } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { formatNames } from '../format.ts';
import '../icon.ts';
import { isUnfinished } from '../running-transfers.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { howMuchKept, withWhom } from './unfinished.ts';

/** What an earlier visit did not finish, before a room is entered: to know of it, or to discard it. */
@customElement('ll-unfinished-transfers')
export class LlUnfinishedTransfers extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      section {
        display: grid;
        gap: var(--ll-space-2);
        padding: var(--ll-space-4) clamp(1.25rem, 5vw, 2rem);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
      }

      h2 {
        font-size: var(--ll-body);
      }

      .how {
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }

      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        column-gap: var(--ll-space-3);
        align-items: center;
        padding: var(--ll-space-2) 0;
      }

      li + li {
        border-block-start: 1px solid var(--ll-line);
      }

      li > .how {
        grid-column: 2 / -1;
      }

      .name {
        display: -webkit-box;
        overflow: hidden;
        font-weight: 600;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .tile {
        color: var(--ll-accent);
      }

      button.quiet {
        margin-inline-end: calc(-1 * var(--ll-space-3));
        padding: 0 var(--ll-space-3);
      }
    `,
  ];

  protected override readonly watches = ['transfers'] as const;

  override render(): TemplateResult | typeof nothing {
    const unfinished = Object.values(this.stores.transfers.get()).filter(isUnfinished);
    if (unfinished.length === 0) return nothing;
    return html`
      <section>
        <h2 id="heading">${msg('Unfinished transfers')}</h2>
        <p class="how">${msg('They go on when you are in a room with the other side again.')}</p>
        <ul role="list" aria-labelledby="heading">
          ${repeat(
            unfinished,
            ({ id }) => id,
            (transfer) => this.renderTransfer(transfer),
          )}
        </ul>
      </section>
    `;
  }

  private renderTransfer(transfer: TransferView): TemplateResult {
    const { id, names, fileCount, folderCount, direction } = transfer;
    const name = formatNames(names, fileCount + folderCount);
    const discard = () => emitAction(this, { type: 'cancel-transfer', transfer: id });
    return html`
      <li>
        <ll-icon class="tile" .icon=${direction === 'incoming' ? ArrowDownToLine : ArrowUpFromLine}></ll-icon>
        <p class="name">${name}</p>
        <button class="quiet" type="button" aria-label=${msg(str`Discard ${name}`)} @click=${discard}>
          <ll-icon .icon=${Trash2}></ll-icon>${msg('Discard')}
        </button>
        <p class="how">${[withWhom(transfer), howMuchKept(transfer)].filter(Boolean).join(' · ')}</p>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-unfinished-transfers': LlUnfinishedTransfers;
  }
}
