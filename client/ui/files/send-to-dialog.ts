import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeerId } from '../../../shared/ids.ts';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../avatar.ts';
import { formatBytes, formatCount, formatEntryCount } from '../format.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { PageElement } from '../page-element.ts';
import { shownName } from '../person-look.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { type ChosenFiles, countChosen, joinChosen } from './chosen.ts';
import { sendToStyles } from './send-to-styles.ts';

/** Entries listed by name at most: a folder's ten thousand would only make the page slow. */
const LISTED_MAX = 200;

/** Files that are summed up at most: the first look at each takes the browser a tenth of a millisecond. */
const SIZED_MAX = 1_000;

/** Asks who gets the chosen files: everyone, or whom the person ticks. */
@customElement('ll-send-to-dialog')
export class LlSendToDialog extends PageElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, modalDialogStyles, sendToStyles];

  /** Who can get files now. */
  @property({ attribute: false }) people: readonly Person[] = [];

  @state() private files: ChosenFiles = { files: [], emptyFolders: [] };
  @state() private chosen: 'everyone' | ReadonlySet<PeerId> = 'everyone';

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.primary') private readonly sendButton!: HTMLButtonElement;

  /** Opens with these files; adds them to those that it already asks about. */
  async show(files: ChosenFiles): Promise<void> {
    if (this.dialog.open) {
      this.files = joinChosen(this.files, files);
      return;
    }
    this.files = files;
    this.chosen = 'everyone';
    this.dialog.showModal();
    await this.updateComplete;
    this.sendButton.focus();
  }

  override render(): TemplateResult {
    return modalDialog(
      msg('Send to'),
      html`
        <div class="people">
          <label class="choice everyone">
            <input type="checkbox" .checked=${live(this.chosen === 'everyone')} @change=${this.toggleEveryone} />
            ${msg('Everyone')}
          </label>
          ${this.people.map((person) => this.renderPerson(person))}
        </div>
        ${this.renderFiles()}
        <div class="actions">
          <button type="button" @click=${this.close}>${msg('Cancel')}</button>
          <button class="primary" type="button" ?disabled=${this.recipients.length === 0} @click=${this.send}>
            ${msg('Send now')}
          </button>
        </div>
      `,
    );
  }

  private renderPerson({ peerId, name }: Person): TemplateResult {
    const isChosen = this.chosen !== 'everyone' && this.chosen.has(peerId);
    return html`
      <label class="choice">
        <input type="checkbox" .checked=${live(isChosen)} @change=${() => this.toggle(peerId)} />
        <ll-avatar .peerId=${peerId} .name=${name}></ll-avatar><span>${shownName(name)}</span>
      </label>
    `;
  }

  private renderFiles(): TemplateResult {
    const { files, emptyFolders } = this.files;
    const listed = files.slice(0, LISTED_MAX);
    const listedFolders = emptyFolders.slice(0, LISTED_MAX - listed.length);
    const more = countChosen(this.files) - listed.length - listedFolders.length;
    const count = formatEntryCount(files.length, emptyFolders.length);
    const size = () => formatBytes(sum(files.map(({ file }) => file.size)));
    return html`
      <div>
        <p class="total">${files.length > SIZED_MAX ? count : msg(str`${count}, ${size()}`)}</p>
        <ul class="files" tabindex="0" aria-label=${msg('Files')}>
          ${listed.map(({ path, file }) => html`<li><bdi>${path}</bdi><span>${formatBytes(file.size)}</span></li>`)}
          ${listedFolders.map((path) => html`<li><bdi>${path}/</bdi><span>${msg('empty folder')}</span></li>`)}
          ${more > 0 ? html`<li>${msg(str`and ${formatCount(more)} more`)}</li>` : nothing}
        </ul>
      </div>
    `;
  }

  /** Those who are chosen and still here. */
  private get recipients(): readonly PeerId[] {
    const { chosen } = this;
    const ids = this.people.map(({ peerId }) => peerId);
    return chosen === 'everyone' ? ids : ids.filter((peerId) => chosen.has(peerId));
  }

  private toggleEveryone(): void {
    this.chosen = this.chosen === 'everyone' ? new Set() : 'everyone';
  }

  /** Ticking one person means: not everyone. */
  private toggle(peerId: PeerId): void {
    const chosen = new Set(this.chosen === 'everyone' ? [] : this.chosen);
    if (!chosen.delete(peerId)) chosen.add(peerId);
    this.chosen = chosen;
  }

  private send(): void {
    const to = this.chosen === 'everyone' ? 'everyone' : this.recipients;
    emitAction(this, { type: 'offer-files', files: this.files, to });
    this.close();
  }

  private close(): void {
    this.dialog.close();
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

declare global {
  interface HTMLElementTagNameMap {
    'll-send-to-dialog': LlSendToDialog;
  }
}
