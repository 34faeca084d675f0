import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface SwitchRow {
  /** Unique among the rows of one element. */
  readonly id: string;
  readonly words: string;
  /** What it does, or why it cannot be turned on. */
  readonly hint?: TemplateResult | string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly turn: (on: boolean) => void;
}

/** Something to turn on and off, which holds at once. Drawn with {@link switchRowStyles}. */
export const switchRow = ({ id, words, hint, isOn, isDisabled = false, turn }: SwitchRow): TemplateResult => html`
  <div class="switch-row">
    <label for=${id}>${words}</label>
    <input
      id=${id}
      type="checkbox"
      class="switch"
      aria-describedby=${hint === undefined ? nothing : `${id}-hint`}
      ?disabled=${isDisabled}
      .checked=${live(isOn)}
      @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
    />
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`}
  </div>
`;

export const switchRowStyles = css`
  .switch-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: var(--ll-space-4);
    align-items: center;
    padding-block: var(--ll-space-2);
  }

  .switch-row > label {
    padding-block: 0.1875rem;
    font-weight: 400;
    cursor: pointer;
  }

  .hint {
    color: var(--ll-muted);
    font-size: var(--ll-small);
    overflow-wrap: anywhere;
  }

  .switch-row > .hint {
    grid-column: 1 / -1;
  }

  input.switch {
    position: relative;
    appearance: none;
    width: 2.75rem;
    height: 1.625rem;
    border: 1.5px solid var(--ll-line-strong);
    border-radius: var(--ll-radius-round);
    background: var(--ll-sunken);
    cursor: pointer;
    transition:
      background-color var(--ll-quick),
      border-color var(--ll-quick);
  }

  input.switch::before {
    position: absolute;
    inset-block-start: 0.1875rem;
    inset-inline-start: 0.1875rem;
    width: 1.0625rem;
    height: 1.0625rem;
    border-radius: 50%;
    background: var(--ll-line-strong);
    content: '';
    transition: inset-inline-start var(--ll-quick);
  }

  /* A finger needs more than what is seen. */
  input.switch::after {
    position: absolute;
    inset: -0.5625rem 0;
    content: '';
  }

  input.switch:checked {
    border-color: var(--ll-accent);
    background: var(--ll-accent);
  }

  input.switch:checked::before {
    inset-inline-start: 1.3125rem;
    background: var(--ll-on-accent);
  }

  input.switch:disabled {
    opacity: 0.5;
    cursor: default;
  }

  @media (forced-colors: active) {
    input.switch {
      appearance: auto;
      width: 1.25rem;
      height: 1.25rem;
    }

    input.switch::before {
      content: none;
    }
  }
`;
