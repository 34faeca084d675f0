import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface RadioGroup<Value extends string> {
  /** Unique among the groups of one element. */
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: Value; readonly words: string }[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
}

/** One choice out of a few, all of them in sight. Drawn with `fieldStyles` and {@link radioGroupStyles}. */
export const radioGroup = <Value extends string>(group: RadioGroup<Value>): TemplateResult => html`
  <fieldset>
    <legend>${group.legend}</legend>
    <div class="choices">
      ${group.choices.map(
        ({ value, words }) => html`
          <label class="choice">
            <input
              type="radio"
              name=${group.name}
              .checked=${live(group.chosen === value)}
              @change=${() => group.choose(value)}
            />
            ${words}
          </label>
        `,
      )}
    </div>
  </fieldset>
`;

export const radioGroupStyles = css`
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--ll-space-5);
  }
`;
