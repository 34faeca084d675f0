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
    padding-block: var(--ll-space-1);
  }

  .switch-row > label {
    font-weight: 400;
    cursor: pointer;
  }

  .hint {
    color: var(--ll-muted);
    font-size: var(--ll-small);
    overflow-wrap: anywhere;
  }

  /* As large as a finger; what is seen of it is drawn inside. */
  input.switch {
    position: relative;
    grid-area: 1 / 2 / span 2;
    appearance: none;
    width: var(--ll-touch);
    height: var(--ll-touch);
    cursor: pointer;
  }

  input.switch::before,
  input.switch::after {
    position: absolute;
    border-radius: var(--ll-radius-round);
    content: '';
  }

  input.switch::before {
    inset: 0.5625rem 0;
    border: 1.5px solid var(--ll-line-strong);
    background: var(--ll-sunken);
    transition:
      background-color var(--ll-quick),
      border-color var(--ll-quick);
  }

  input.switch::after {
    inset-block-start: 0.84375rem;
    inset-inline-start: 0.28125rem;
    width: 1.0625rem;
    height: 1.0625rem;
    background: var(--ll-line-strong);
    transition: inset-inline-start var(--ll-quick);
  }

  input.switch:checked::before {
    border-color: var(--ll-accent);
    background: var(--ll-accent);
  }

  input.switch:checked::after {
    inset-inline-start: 1.40625rem;
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

    input.switch::before,
    input.switch::after {
      content: none;
    }
  }
`;
