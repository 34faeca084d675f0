import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { IconNode } from 'lucide';
import '../icon.ts';

export interface RadioGroup<Value extends string> {
  /** Unique among the groups of one element. */
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: Value; readonly words: string; readonly icon?: IconNode }[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
  /** Short choices stand side by side in one frame. */
  readonly isSegmented?: boolean;
}

/** One choice out of a few, all of them in sight. Drawn with `fieldStyles` and {@link radioGroupStyles}. */
export const radioGroup = <Value extends string>(group: RadioGroup<Value>): TemplateResult => html`
  <fieldset>
    <legend>${group.legend}</legend>
    <div class=${group.isSegmented ? 'segments' : 'choices'}>
      ${group.choices.map(
        ({ value, words, icon }) => html`
          <label class="choice">
            <input
              type="radio"
              name=${group.name}
              .checked=${live(group.chosen === value)}
              @change=${() => group.choose(value)}
            />
            ${icon === undefined ? nothing : html`<ll-icon .icon=${icon}></ll-icon>`}
            ${words}
          </label>
        `,
      )}
    </div>
  </fieldset>
`;

export const radioGroupStyles = css`
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
  }

  .choices {
    display: grid;
  }

  .segments {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(4.5rem, 1fr));
    gap: var(--ll-space-1);
    margin-block-start: var(--ll-space-2);
    padding: var(--ll-space-1);
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-2);
    background: var(--ll-sunken);
  }

  .segments > .choice {
    position: relative;
    justify-content: center;
    gap: var(--ll-space-2);
    border: 1px solid transparent;
    border-radius: var(--ll-radius-1);
    color: var(--ll-muted);
    text-align: center;
    transition: background-color var(--ll-quick);
  }

  .segments > .choice:hover {
    color: var(--ll-text);
  }

  .segments > .choice:has(:checked) {
    border-color: var(--ll-line-strong);
    background: var(--ll-raised);
    color: var(--ll-text);
    font-weight: 600;
    box-shadow: var(--ll-shadow);
  }

  /* It stays where it is, so that a finger and whoever reads the page aloud find it. */
  .segments input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .segments > .choice:has(:focus-visible) {
    outline: 2px solid var(--ll-accent);
    outline-offset: 1px;
  }

  @media (max-width: 26rem) {
    .segments ll-icon {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .segments > .choice:has(:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
