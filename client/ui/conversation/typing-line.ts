import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { typingSentence } from './typing-sentence.ts';

/** Who is typing. Its line is always there, so that nothing moves, and is never announced: it changes all the time. */
@customElement('ll-typing-line')
export class LlTypingLine extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--ll-space-2);
        box-sizing: content-box;
        max-width: calc(var(--ll-column) - 2 * var(--ll-space-5));
        height: 1.5rem;
        margin: 0 auto;
        padding-inline: var(--ll-space-5);
        color: var(--ll-muted);
        font-size: 0.75rem;
      }

      .sentence {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .dots {
        display: flex;
        flex: none;
        gap: 3px;
      }

      .dots > i {
        width: 5px;
        height: 5px;
        border-radius: 50%;
        background: var(--ll-accent);
        animation: breathe 1.2s ease-in-out infinite;
      }

      .dots > :nth-child(2) {
        animation-delay: 0.15s;
      }

      .dots > :nth-child(3) {
        animation-delay: 0.3s;
      }

      @keyframes breathe {
        0%,
        60%,
        100% {
          opacity: 0.35;
        }

        30% {
          opacity: 1;
        }
      }

      @media (max-width: 47.5rem) {
        p {
          padding-inline: var(--ll-space-3);
        }
      }
    `,
  ];

  protected override readonly watches = ['typing', 'people'] as const;

  override render(): TemplateResult {
    const sentence = typingSentence(this.stores.typing.get(), this.stores.people.get());
    const dots = html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`;
    return html`<p>${sentence === '' ? nothing : dots}<span class="sentence">${sentence}</span></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-typing-line': LlTypingLine;
  }
}
