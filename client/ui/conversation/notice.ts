import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TriangleAlert } from 'lucide';
import type { ConversationEntry } from '../../state/views.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';

export type NoticeEntry = Extract<ConversationEntry, { type: 'notice' }>;

/** What the page itself has to say: a quiet line in the middle, or a problem; longer answers stand in a block. */
@customElement('ll-notice')
export class LlNotice extends PageElement {
  static override styles = [
    baseStyles,
    css`
      div {
        display: flex;
        gap: var(--ll-space-2);
        width: fit-content;
        max-width: min(38rem, 100%);
        margin: 0 auto;
        color: var(--ll-muted);
        font-size: var(--ll-small);
        overflow-wrap: anywhere;
      }

      .block {
        padding: var(--ll-space-3) var(--ll-space-4);
        border-radius: var(--ll-radius-2);
        background: var(--ll-sunken);
        color: var(--ll-text);
      }

      .problem {
        padding: var(--ll-space-2) var(--ll-space-3);
        border-radius: var(--ll-radius-2);
        background: var(--ll-bad-soft);
        color: var(--ll-text);
      }

      .problem ll-icon {
        color: var(--ll-bad);
      }

      p {
        /* What was said in another language of the page keeps its direction. */
        unicode-bidi: plaintext;
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) entry!: NoticeEntry;

  override render(): TemplateResult {
    const { tone, lines } = this.entry;
    const icon = tone === 'problem' ? html`<ll-icon .icon=${TriangleAlert}></ll-icon>` : nothing;
    return html`
      <div class="${tone} ${lines.length > 1 ? 'block' : ''}">
        ${icon}<span>${lines.map((line) => html`<p>${line}</p>`)}</span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-notice': LlNotice;
  }
}
