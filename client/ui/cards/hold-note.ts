import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percentOf } from '../format.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, sentenceStyles } from '../shared-styles.ts';
import type { HoldSentences, Kept } from './hold-sentences.ts';
import './progress-bar.ts';
import { sentence } from './sentence.ts';

/** Why a transfer stands still, and how much of it is safe. */
@customElement('ll-hold-note')
export class LlHoldNote extends PageElement {
  static override styles = [
    baseStyles,
    sentenceStyles,
    css`
      :host {
        display: grid;
        gap: var(--ll-space-3);
      }

      strong {
        font-weight: 600;
      }

      .kept {
        color: var(--ll-muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) sentences!: HoldSentences;
  @property({ attribute: false }) share!: Kept;

  override render(): TemplateResult {
    const { tone, happened, kept, next } = this.sentences;
    const { bytes, totalBytes } = this.share;
    return html`
      <div aria-hidden="true"><ll-progress-bar resting .percent=${percentOf(bytes, totalBytes)}></ll-progress-bar></div>
      ${sentence(
        tone,
        html`<strong>${happened}</strong> <span class="kept">${kept}</span>${next === undefined ? nothing : ` ${next}`}`,
      )}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-hold-note': LlHoldNote;
  }
}
