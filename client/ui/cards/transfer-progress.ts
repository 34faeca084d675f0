import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Progress } from '../../state/views.ts';
import { formatBytes, formatSpeed, formatTimeLeft, percentOf } from '../format.ts';
import { baseStyles } from '../shared-styles.ts';
import './progress-bar.ts';

/** How far a transfer is, how fast, and how long it will take. It changes all the time, so it is not announced. */
@customElement('ll-transfer-progress')
export class LlTransferProgress extends LitElement {
  static override styles = [
    baseStyles,
    css`
      div {
        display: grid;
        gap: var(--ll-space-2);
      }

      p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: var(--ll-space-3);
        color: var(--ll-muted);
        font-size: var(--ll-small);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) progress!: Progress;
  /** In bytes. */
  @property({ type: Number }) total = 0;
  @property() label = '';

  override render(): TemplateResult {
    const { bytes, bytesPerSecond, secondsLeft } = this.progress;
    const pace = [
      bytesPerSecond === undefined ? [] : formatSpeed(bytesPerSecond),
      secondsLeft === undefined ? [] : formatTimeLeft(secondsLeft),
    ].flat();
    return html`
      <div aria-live="off">
        <ll-progress-bar .label=${this.label} .percent=${percentOf(bytes, this.total)}></ll-progress-bar>
        <p>
          <span>${formatBytes(bytes)} of ${formatBytes(this.total)}</span>
          <span>${pace.join(' · ')}</span>
        </p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-transfer-progress': LlTransferProgress;
  }
}
