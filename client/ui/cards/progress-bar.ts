import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../shared-styles.ts';

/** A bar that fills up. */
@customElement('ll-progress-bar')
export class LlProgressBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      [role='progressbar'] {
        height: 0.5rem;
        overflow: hidden;
        border-radius: 999px;
        background: var(--ll-line);
      }

      .bar {
        height: 100%;
        border-radius: inherit;
        background: var(--ll-accent);
        transform: translateX(calc(var(--ll-percent) * 1% - 100%));
      }

      :host(:dir(rtl)) .bar {
        transform: translateX(calc(100% - var(--ll-percent) * 1%));
      }

      :host([resting]) .bar {
        background: color-mix(in oklab, var(--ll-accent) 50%, var(--ll-line));
      }

      @media (forced-colors: active) {
        [role='progressbar'] {
          border: 1px solid;
        }

        .bar {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** What is in progress, for those who cannot see what stands around the bar. */
  @property() label = '';
  /** 0 to 100. */
  @property({ type: Number }) percent = 0;
  /** Whether it stands still for now. */
  @property({ type: Boolean, reflect: true }) resting = false;

  override willUpdate(): void {
    this.style.setProperty('--ll-percent', String(this.percent));
  }

  override render(): TemplateResult {
    return html`
      <div
        role="progressbar"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${this.percent}
      >
        <div class="bar"></div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-progress-bar': LlProgressBar;
  }
}
