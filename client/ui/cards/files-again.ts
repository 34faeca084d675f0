import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { FolderOpen, Play } from 'lucide';
import type { TransferId } from '../../../shared/ids.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Asks the sender to choose an offer's files again, as a browser lets no page keep them. Its buttons join a row of others. */
@customElement('ll-files-again')
export class LlFilesAgain extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) transfer!: TransferId;
  /** Whether some of the files came out of a folder. */
  @property({ type: Boolean }) hasFolder = false;

  @query('.files') private readonly filesInput!: HTMLInputElement;
  @query('.folder') private readonly folderInput!: HTMLInputElement;

  override render(): TemplateResult {
    return html`
      <button class="primary" type="button" @click=${() => this.filesInput.click()}>
        <ll-icon .icon=${Play}></ll-icon>${msg('Resume')}
      </button>
      <input
        class="files"
        type="file"
        multiple
        hidden
        aria-label=${msg('Choose the same files again')}
        @change=${this.take}
      />
      ${this.hasFolder ? this.renderFolder() : nothing}
    `;
  }

  private renderFolder(): TemplateResult {
    return html`
      <button type="button" @click=${() => this.folderInput.click()}>
        <ll-icon .icon=${FolderOpen}></ll-icon>${msg('Choose the folder again')}
      </button>
      <input class="folder" type="file" webkitdirectory hidden aria-label=${msg('The same folder')} @change=${this.take} />
    `;
  }

  private take(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    // So that choosing the same files again is a change again.
    input.value = '';
    if (files.length === 0) return;
    emitAction(this, { type: 'resume-transfer', transfer: this.transfer, files: { files, emptyFolders: [] } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-files-again': LlFilesAgain;
  }
}
