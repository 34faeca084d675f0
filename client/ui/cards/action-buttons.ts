import { html, type TemplateResult } from 'lit';
import type { TransferId } from '../../../shared/ids.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import type { CardAction } from './card-actions.ts';

/**
 * The buttons of a card, in a row that the card draws. They are told apart by their place, so that a button that
 * turns from "Pause" into "Resume" keeps the focus.
 */
export const actionButtons = (
  from: EventTarget,
  transfer: TransferId,
  actions: readonly CardAction[],
): readonly TemplateResult[] =>
  actions.map(
    ({ label, icon, type, isPrimary }) => html`
      <button
        type="button"
        class=${isPrimary === true ? 'primary' : ''}
        @click=${() => emitAction(from, { type, transfer })}
      ><ll-icon .icon=${icon}></ll-icon>${label}</button>
    `,
  );
