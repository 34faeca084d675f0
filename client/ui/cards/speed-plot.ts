import { css, html, LitElement, type PropertyValues, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Progress } from '../../state/views.ts';
import { SPEEDS_KEPT, speedLine, withSpeed } from './speed-history.ts';

/** The speed of the last moments, drawn. The number beside it says it too, so assistive technology skips it. */
@customElement('ll-speed-plot')
export class LlSpeedPlot extends LitElement {
  static override styles = css`
    :host {
      display: block;
      contain: strict;
    }

    svg {
      display: block;
      width: 100%;
      height: 100%;
    }

    .area {
      fill: var(--ll-accent-soft);
    }

    .line {
      fill: none;
      stroke: var(--ll-accent);
      stroke-width: 1.5;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
  `;

  @property({ attribute: false }) progress!: Progress;

  private speeds: readonly number[] = [];

  /** Each progress that is told is one step of the line, and the only thing that draws it. */
  protected override willUpdate(_changed: PropertyValues): void {
    this.speeds = withSpeed(this.speeds, this.progress.bytesPerSecond);
  }

  override render(): TemplateResult {
    const line = speedLine(this.speeds);
    const right = SPEEDS_KEPT - 1;
    const left = SPEEDS_KEPT - this.speeds.length;
    return html`
      <svg viewBox="0 -0.08 ${right} 1.16" preserveAspectRatio="none" aria-hidden="true">
        ${
          line === ''
            ? svg``
            : svg`
              <polygon class="area" points="${left},1.08 ${line} ${right},1.08" />
              <polyline class="line" points=${line} />
            `
        }
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-speed-plot': LlSpeedPlot;
  }
}
