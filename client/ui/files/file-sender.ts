import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { FileUp, TriangleAlert, X } from 'lucide';
import { TRANSFER_FILES_MAX } from '../../../shared/limits.ts';
import { filesSentence } from '../../state/sentences.ts';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { formatFileCount } from '../format.ts';
import '../icon.ts';
import { baseStyles, buttonStyles, sentenceStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import type { CarriedItem } from './carried-files.ts';
import { CarriedReading } from './carried-reading.ts';
import { type ChosenFiles, chosenByInput, countChosen } from './chosen.ts';
import { fileSenderStyles } from './file-sender-styles.ts';
import { PageFileDrop } from './page-file-drop.ts';
import type { LlSendToDialog } from './send-to-dialog.ts';
import { sharedFilesNote } from './shared-files-note.ts';
import { unreadableSentence } from './unreadable-sentence.ts';

const nobodySentence = () =>
  msg('Nobody is connected yet, so nothing was sent. Share the room code, then choose the files again.');

/** Files and folders on their way out, however they were chosen: by a picker, a drop or a paste. */
@customElement('ll-file-sender')
export class LlFileSender extends StoresElement {
  static override styles = [baseStyles, buttonStyles, sentenceStyles, fileSenderStyles];

  protected override readonly watches = ['people', 'sharedFiles'] as const;

  /** What went wrong, as a sentence. */
  @state() private problem: string | undefined;

  private readonly pageDrop = new PageFileDrop(this, (items) => void this.takeCarried(items));
  private readonly reading = new CarriedReading(this);
  private stopRequests: (() => void) | undefined;

  @query('.files') private readonly fileInput!: HTMLInputElement;
  @query('.folder') private readonly folderInput!: HTMLInputElement;
  @query('ll-send-to-dialog') private readonly dialog!: LlSendToDialog;

  override connectedCallback(): void {
    super.connectedCallback();
    // At once, not with the next update: browsers open a picker only right after a key or a click.
    this.stopRequests = this.stores.pickerRequests.listen(() => this.pick());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopRequests?.();
  }

  /** Opens the browser's file picker. */
  pick(): void {
    this.fileInput.click();
  }

  /** Opens the browser's picker for a folder. */
  pickFolder(): void {
    this.folderInput.click();
  }

  /** What another app has shared is offered as soon as there is somebody to have it. */
  protected override updated(): void {
    const files = this.stores.sharedFiles.get();
    if (files.length === 0 || this.linked.length === 0) return;
    emitAction(this, { type: 'discard-shared-files' });
    void this.ask({ files: files.map((file) => ({ path: file.name, file })), emptyFolders: [] });
  }

  override render(): TemplateResult {
    const input = 'visually-hidden';
    return html`
      <input
        class="files ${input}"
        type="file"
        multiple
        tabindex="-1"
        aria-label=${msg('Choose files')}
        @change=${this.takePicked}
      />
      <input
        class="folder ${input}"
        type="file"
        webkitdirectory
        tabindex="-1"
        aria-label=${msg('Choose a folder')}
        @change=${this.takePicked}
      />
      ${sharedFilesNote(this.stores)}
      ${this.problem === undefined ? nothing : this.renderProblem(this.problem)}
      ${this.reading.count === undefined ? nothing : this.renderReading(this.reading.count)}
      ${
        this.pageDrop.isOver
          ? html`<div class="overlay"><ll-icon .icon=${FileUp}></ll-icon>${msg('Drop to send')}</div>`
          : nothing
      }
      <ll-send-to-dialog .people=${this.linked}></ll-send-to-dialog>
    `;
  }

  private renderProblem(sentence: string): TemplateResult {
    const dismiss = () => {
      this.problem = undefined;
    };
    return html`
      <p role="alert" class="sentence problem boxed">
        <ll-icon .icon=${TriangleAlert}></ll-icon><span>${sentence}</span>
        <button class="quiet icon-only" aria-label=${msg('Dismiss')} @click=${dismiss}><ll-icon .icon=${X}></ll-icon></button>
      </p>
    `;
  }

  /** The count changes too often to be read out. */
  private renderReading(count: number): TemplateResult {
    return html`
      <div class="reading">
        <span><span role="status">${msg('Reading the folder…')}</span> ${msg(str`${formatFileCount(count)} so far`)}</span>
        <button aria-label=${msg('Cancel reading')} @click=${() => this.reading.cancel()}>${msg('Cancel')}</button>
      </div>
    `;
  }

  private get linked(): readonly Person[] {
    return this.stores.people.get().filter(({ linked }) => linked);
  }

  private takePicked({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const chosen = chosenByInput(currentTarget.files ?? []);
    // So that choosing the same files again is a change again.
    currentTarget.value = '';
    this.take(chosen);
  }

  private async takeCarried(items: readonly CarriedItem[]): Promise<void> {
    const findings = await this.reading.read(items);
    if (findings === undefined) return;
    const { chosen, unreadable } = findings;
    if (countChosen(chosen) > 0 || unreadable.length === 0) this.take(chosen);
    if (unreadable.length > 0) this.problem = unreadableSentence(unreadable);
  }

  /** The dialog is loaded when it is opened first. */
  private async ask(chosen: ChosenFiles): Promise<void> {
    await import('./send-to-dialog.ts');
    await this.dialog.updateComplete;
    await this.dialog.show(chosen);
  }

  private take(chosen: ChosenFiles): void {
    this.problem = undefined;
    const [first, ...others] = this.linked;
    if (countChosen(chosen) === 0) this.problem = filesSentence('no-files');
    else if (countChosen(chosen) > TRANSFER_FILES_MAX) this.problem = filesSentence('too-many-files');
    else if (first === undefined) this.problem = nobodySentence();
    else if (others.length === 0) emitAction(this, { type: 'offer-files', files: chosen, to: [first.peerId] });
    else void this.ask(chosen);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-file-sender': LlFileSender;
  }
}
