import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { Smile } from 'lucide';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { commonEmoji } from './emoji-list.ts';
import { emojiAfterKey } from './emoji-steps.ts';

declare global {
  interface GlobalEventHandlersEventMap {
    'll-emoji': CustomEvent<string>;
  }
}

/** Emoji in a row, and the space between the picker and its button, in CSS pixels. */
const COLUMNS = 8;
const GAP_PX = 8;

/** A button that opens a grid of emoji. Says which one is taken by `ll-emoji`. */
@customElement('ll-emoji-picker')
export class LlEmojiPicker extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        max-width: calc(100vw - 1rem);
        padding: var(--ll-space-2);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
        background: var(--ll-raised);
        color: var(--ll-text);
        box-shadow: var(--ll-shadow-high);
      }

      .grid {
        display: grid;
        grid-template-columns: repeat(8, var(--ll-touch));
        max-height: min(22.5rem, 60dvh);
        overflow-y: auto;
        overscroll-behavior: contain;
      }

      .grid > button {
        width: var(--ll-touch);
        padding: 0;
        color: var(--ll-text);
        font-size: 1.5rem;
        line-height: 1;
      }

      .grid > button:hover {
        background: var(--ll-accent-soft);
      }

      .grid > button:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @state() private isOpen = false;
  /** The one that Tab leads to. */
  @state() private active = 0;

  @query('.opener') private readonly opener!: HTMLElement;
  @query('[popover]') private readonly popup!: HTMLElement;

  override render(): TemplateResult {
    return html`
      <button
        class="quiet icon-only opener"
        type="button"
        title=${msg('Emoji')}
        aria-label=${msg('Emoji')}
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        @click=${this.toggle}
      >
        <ll-icon .icon=${Smile}></ll-icon>
      </button>
      <div popover role="dialog" aria-label=${msg('Emoji')} @toggle=${this.noteToggle} @keydown=${this.handleKey}>
        ${this.isOpen ? this.renderGrid() : nothing}
      </div>
    `;
  }

  private renderGrid(): TemplateResult {
    return html`
      <div class="grid">
        ${commonEmoji().map(
          ({ emoji, name }, at) => html`
            <button
              class="quiet"
              type="button"
              title=${name}
              aria-label=${name}
              tabindex=${at === this.active ? 0 : -1}
              @focus=${() => {
                this.active = at;
              }}
              @click=${() => this.take(emoji)}
            >
              ${emoji}
            </button>
          `,
        )}
      </div>
    `;
  }

  private async toggle(): Promise<void> {
    if (this.isOpen) {
      this.popup.hidePopover();
      return;
    }
    this.isOpen = true;
    await this.updateComplete;
    this.popup.showPopover();
    this.place();
    this.focusActive();
  }

  /** Above the button, and within the window, whichever way the language runs. */
  private place(): void {
    const button = this.opener.getBoundingClientRect();
    const { width } = this.popup.getBoundingClientRect();
    const rightmost = innerWidth - width - GAP_PX;
    this.popup.style.left = `${Math.max(GAP_PX, Math.min(button.right - width, rightmost))}px`;
    this.popup.style.bottom = `${innerHeight - button.top + GAP_PX}px`;
  }

  /** It is also closed by a press beside it. */
  private noteToggle({ newState }: ToggleEvent): void {
    this.isOpen = newState === 'open';
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.popup.hidePopover();
      this.opener.focus();
      return;
    }
    const next = emojiAfterKey(event.key, this.active, commonEmoji().length, COLUMNS);
    if (next === undefined) return;
    event.preventDefault();
    this.active = next;
    this.focusActive();
  }

  private focusActive(): void {
    this.renderRoot.querySelectorAll<HTMLElement>('.grid > button')[this.active]?.focus();
  }

  private take(emoji: string): void {
    this.popup.hidePopover();
    this.dispatchEvent(new CustomEvent('ll-emoji', { detail: emoji }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-emoji-picker': LlEmojiPicker;
  }
}
