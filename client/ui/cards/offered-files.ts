import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChevronDown, ChevronRight } from 'lucide';
import { assertNever } from '../../../shared/assert-never.ts';
import type { OfferedFiles } from '../../state/views.ts';
import { formatBytes, formatCount, formatFileCount } from '../format.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles, sentenceStyles } from '../shared-styles.ts';
import './file-checklist.ts';
import type { OfferedFile } from '../../state/views.ts';
import { FileSelection } from './file-selection.ts';
import { sentence } from './sentence.ts';

/**
 * The files of an offer behind a button, to tick those that are wanted. Fires `files-wanted` when they are to be
 * listed, and `selection-changed` with the new selection.
 */
@customElement('ll-offered-files')
export class LlOfferedFiles extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sentenceStyles,
    css`
      button.disclosure {
        justify-content: flex-start;
        margin-inline-start: calc(-1 * var(--ll-space-2));
        padding: 0 var(--ll-space-2);
        color: var(--ll-accent);
        font-weight: 600;
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--ll-space-1);
        padding-bottom: var(--ll-space-1);
      }

      .tools button {
        padding: 0 var(--ll-space-3);
        color: var(--ll-accent);
        font-size: var(--ll-small);
        font-weight: 600;
      }

      .tools button:last-child {
        margin-inline-end: calc(-1 * var(--ll-space-3));
      }

      .sum {
        flex: 1 1 10rem;
        color: var(--ll-muted);
        font-size: var(--ll-small);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) files!: OfferedFiles;
  @property({ attribute: false }) selection: FileSelection | undefined;

  @state() private isOpen = false;

  /** A list that could not be read is folded away, so that it can be asked for again. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const isGivenUp = changed.get('files')?.status === 'listing' && this.files.status === 'unlisted';
    if (isGivenUp) this.isOpen = false;
  }

  override render(): TemplateResult {
    return html`
      <button
        class="quiet disclosure"
        type="button"
        aria-expanded=${this.isOpen}
        aria-controls="files"
        @click=${this.toggleOpen}
      ><ll-icon directed .icon=${this.isOpen ? ChevronDown : ChevronRight}></ll-icon>${msg('Choose files to receive')}</button>
      ${this.selection?.isEverything === false && !this.isOpen ? this.renderSum(this.selection) : nothing}
      <div id="files" ?hidden=${!this.isOpen}>${this.isOpen ? this.renderFiles() : nothing}</div>
    `;
  }

  private renderFiles(): TemplateResult | typeof nothing {
    const { files, selection } = this;
    switch (files.status) {
      case 'unlisted':
      case 'listing':
        return sentence('busy', msg('Reading the list…'));
      case 'listed':
        return selection === undefined ? nothing : this.renderListed(files.files, selection);
      default:
        return assertNever(files);
    }
  }

  private renderListed(files: readonly OfferedFile[], selection: FileSelection): TemplateResult {
    return html`
      <div class="tools">
        ${this.renderSum(selection)}
        <button class="quiet" type="button" @click=${() => this.select(FileSelection.all(files))}>${msg('All', { desc: 'Ticks all files' })}</button>
        <button class="quiet" type="button" @click=${() => this.select(FileSelection.none(files))}>${msg('None', { desc: 'Ticks no file' })}</button>
      </div>
      <ll-file-checklist
        .files=${files}
        .selection=${selection}
        @file-toggled=${({ detail }: CustomEvent<number>) => this.select(selection.toggled(detail))}
      ></ll-file-checklist>
    `;
  }

  private renderSum({ count, total, bytes }: FileSelection): TemplateResult {
    const all = formatFileCount(total);
    const words = count === total ? msg(str`All ${all}`) : msg(str`${formatCount(count)} of ${all}`);
    return html`<p class="sum" role="status">${msg(str`${words}, ${formatBytes(bytes)}`)}</p>`;
  }

  private toggleOpen(): void {
    this.isOpen = !this.isOpen;
    if (this.isOpen && this.files.status === 'unlisted') this.dispatchEvent(new CustomEvent('files-wanted'));
  }

  private select(selection: FileSelection): void {
    this.dispatchEvent(new CustomEvent('selection-changed', { detail: selection }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-offered-files': LlOfferedFiles;
  }
}
