import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { Suggestion } from './suggestions.ts';

export const COMMAND_LIST_ID = 'commands';

export const commandOptionId = (index: number): string => `command-${index}`;

/** What the draft can become. It lives in the composer's own tree, as the field refers to its options by id. */
export function commandList(
  suggestions: readonly Suggestion[],
  active: number,
  onChoose: (suggestion: Suggestion) => void,
): TemplateResult {
  return html`
    <ul id=${COMMAND_LIST_ID} role="listbox" aria-label=${msg('Commands')}>
      ${suggestions.map(
        (suggestion, index) => html`
          <li
            id=${commandOptionId(index)}
            role="option"
            aria-selected=${index === active}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => onChoose(suggestion)}
          >
            ${suggestion.label.startsWith('/') ? html`<code dir="auto">${suggestion.label}</code>` : html`<bdi>${suggestion.label}</bdi>`}
            <span>${suggestion.summary}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

export const commandListStyles = css`
  [role='listbox'] {
    position: absolute;
    bottom: calc(100% + var(--ll-space-2));
    z-index: 1;
    width: min(36rem, 100% - 2 * var(--ll-space-3));
    max-height: min(20rem, 50dvh);
    overflow-y: auto;
    padding: var(--ll-space-1);
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-2);
    background: var(--ll-raised);
    box-shadow: var(--ll-shadow-high);
  }

  [role='option'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: var(--ll-space-4);
    min-height: var(--ll-touch);
    padding: var(--ll-space-1) var(--ll-space-3);
    border-inline-start: 3px solid transparent;
    border-radius: var(--ll-radius-1);
    cursor: pointer;
  }

  [role='option']:hover,
  [role='option'][aria-selected='true'] {
    background: var(--ll-accent-soft);
  }

  [role='option'][aria-selected='true'] {
    border-inline-start-color: var(--ll-accent);
  }

  [role='option'] bdi {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  [role='option'] code {
    min-width: 9rem;
    font: 600 var(--ll-small) var(--ll-mono);
  }

  [role='option'] span {
    color: var(--ll-muted);
    font-size: var(--ll-small);
  }

  @media (max-width: 47.5rem) {
    [role='option'] {
      flex-direction: column;
      align-items: flex-start;
      justify-content: center;
    }
  }
`;
