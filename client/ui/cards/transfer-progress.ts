import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Progress } from '../../state/views.ts';
import { formatShare, formatSpeed, formatTimeLeft, percentOf } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';
import './progress-bar.ts';
import './speed-plot.ts';

/** How far a transfer is, how fast, and how long it will take. It changes all the time, so it is not announced. */
@customElement('ll-transfer-progress')
export class LlTransferProgress extends PageElement {
  static override styles = [
    baseStyles,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) min(8rem, 35%);
        column-gap: var(--ll-space-4);
        align-items: center;
        font-size: var(--ll-small);
        font-variant-numeric: tabular-nums;
      }

      ll-progress-bar {
        grid-column: 1 / -1;
        margin-bottom: var(--ll-space-2);
      }

      /* Lines that are there from the start, so that nothing moves when the speed is known. */
      p {
        min-height: 1.5em;
      }

      .pace {
        color: var(--ll-muted);
      }

      :host {
        container-type: inline-size;
      }

      ll-speed-plot {
        grid-row: 2 / span 2;
        grid-column: 2;
        height: 2rem;
      }

      @container (max-width: 16.5rem) {
        div {
          grid-template-columns: minmax(0, 1fr);
        }

        ll-speed-plot {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) progress!: Progress;
  @property() label = '';

  override render(): TemplateResult {
    const { bytes, totalBytes } = this.progress;
    return html`
      <div aria-live="off">
        <ll-progress-bar .label=${this.label} .percent=${percentOf(bytes, totalBytes)}></ll-progress-bar>
        <p>${formatShare(bytes, totalBytes)}</p>
        <p class="pace">${paceOf(this.progress)}</p>
        <ll-speed-plot .progress=${this.progress}></ll-speed-plot>
      </div>
    `;
  }
}

const paceOf = ({ bytesPerSecond, secondsLeft }: Progress): string =>
  [
    ...(bytesPerSecond === undefined ? [] : [formatSpeed(bytesPerSecond)]),
    ...(secondsLeft === undefined ? [] : [formatTimeLeft(secondsLeft)]),
  ].join(' · ');

declare global {
  interface HTMLElementTagNameMap {
    'll-transfer-progress': LlTransferProgress;
  }
}
