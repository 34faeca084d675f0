import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { File, Files } from 'lucide';
import { formatBytes, formatEntryCount, formatNames } from '../format.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';

/** What a transfer is about: the files' names, who sends them, how many and how large. */
@customElement('ll-card-heading')
export class LlCardHeading extends PageElement {
  static override styles = [
    baseStyles,
    css`
      div {
        display: flex;
        align-items: flex-start;
        gap: var(--ll-space-3);
      }

      .tile {
        display: grid;
        flex: none;
        place-items: center;
        width: 2.75rem;
        height: 2.75rem;
        border-radius: var(--ll-radius-2);
        background: var(--ll-accent-soft);
        color: var(--ll-accent);
        font-size: 1.1rem;
      }

      .name {
        display: -webkit-box;
        overflow: hidden;
        font-weight: 600;
        line-height: 1.35;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }

      .about {
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }
    `,
  ];

  // Not the whole transfer: progress makes a new one twice a second, and none of it is shown here.
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ type: Number }) fileCount = 0;
  @property({ type: Number }) folderCount = 0;
  @property({ type: Number }) totalBytes = 0;
  /** Who sends it, such as "From Ben". */
  @property() origin = '';

  override render(): TemplateResult {
    const { names, fileCount, folderCount, totalBytes } = this;
    const entries = fileCount + folderCount;
    const count = entries === 1 && fileCount === 1 ? [] : [formatEntryCount(fileCount, folderCount)];
    const facts = [this.origin, ...count, formatBytes(totalBytes)];
    return html`
      <div>
        <span class="tile"><ll-icon .icon=${entries === 1 ? File : Files}></ll-icon></span>
        <span>
          <p class="name">${formatNames(names, entries)}</p>
          <p class="about">${facts.join(' · ')}</p>
        </span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-card-heading': LlCardHeading;
  }
}
