import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Ellipsis, type IconNode, Pencil, Reply, Trash2 } from 'lucide';
import type { Action } from '../../state/actions.ts';
import type { MessageEntry } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Where it holds, the button to the rest is always seen. */
const noHover = matchMedia('(hover: none)');

/** What can be done with a message: a row of icons beside it for a mouse, a sheet at the edge of the screen for a finger. */
@customElement('ll-message-actions')
export class LlMessageActions extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        flex: none;
      }

      [popover] {
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
      }

      @media (hover: hover) {
        .more {
          display: none;
        }

        [popover] {
          position: static;
          display: flex;
          margin: 0;
          overflow: visible;
        }

        button {
          min-height: 0;
          width: 2rem;
          height: 2rem;
          padding: 0;
        }

        button > span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }

      @media (hover: none) {
        .more {
          color: color-mix(in oklab, var(--ll-muted) 70%, transparent);
        }

        [popover] {
          width: auto;
          max-width: none;
          margin: 0;
          inset: auto 0 0;
          padding: var(--ll-space-2) var(--ll-space-2) calc(var(--ll-space-2) + env(safe-area-inset-bottom));
          border-block-start: 1px solid var(--ll-line);
          border-start-start-radius: var(--ll-radius-3);
          border-start-end-radius: var(--ll-radius-3);
          background: var(--ll-raised);
          box-shadow: var(--ll-shadow-high);
        }

        [popover]::backdrop {
          background: var(--ll-veil);
        }

        [popover] button {
          justify-content: flex-start;
          width: 100%;
          min-height: 3.25rem;
          gap: var(--ll-space-4);
          color: var(--ll-text);
        }
      }
    `,
  ];

  @property({ attribute: false }) entry!: MessageEntry;

  /** Whether somebody has come to the message. Until then nobody sees the icons, and each of them takes its time. */
  @property({ type: Boolean }) isReached = false;

  @query('[popover]') private readonly sheet!: HTMLElement;

  override render(): TemplateResult {
    const { id, editable } = this.entry;
    return html`
      <button class="quiet icon-only more" type="button" aria-label=${msg('More')} popovertarget="sheet">
        ${this.isReached || noHover.matches ? html`<ll-icon .icon=${Ellipsis}></ll-icon>` : nothing}
      </button>
      <div id="sheet" popover>
        ${this.renderButton(Reply, msg('Reply'), { type: 'compose', request: { type: 'reply', id } })}
        ${
          editable === true
            ? html`
                ${this.renderButton(Pencil, msg('Edit'), { type: 'compose', request: { type: 'edit', id } })}
                ${this.renderButton(Trash2, msg('Delete'), { type: 'delete-message', id })}
              `
            : nothing
        }
      </div>
    `;
  }

  private renderButton(icon: IconNode, label: string, action: Action): TemplateResult {
    return html`
      <button class="quiet" type="button" title=${label} @click=${() => this.choose(action)}>
        ${this.isReached ? html`<ll-icon ?directed=${icon === Reply} .icon=${icon}></ll-icon>` : nothing}<span>${label}</span>
      </button>
    `;
  }

  /** Each request to the message field is an object of its own. */
  private choose(action: Action): void {
    if (this.sheet.matches(':popover-open')) this.sheet.hidePopover();
    emitAction(this, action.type === 'compose' ? { type: 'compose', request: { ...action.request } } : action);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-message-actions': LlMessageActions;
  }
}
