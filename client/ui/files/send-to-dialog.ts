import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeerId } from '../../../shared/ids.ts';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../avatar.ts';
import { formatBytes, formatFileCount } from '../format.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import { shownName } from '../person-look.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { sendToStyles } from './send-to-styles.ts';

/** Files listed by name at most: a folder's ten thousand would only make the page slow. */
const FILES_LISTED_MAX = 200;

/** Asks who gets the chosen files: everyone, or whom the person ticks. */
@customElement('ll-send-to-dialog')
export class LlSendToDialog extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, modalDialogStyles, sendToStyles];

  /** Who can get files now. */
  @property({ attribute: false }) people: readonly Person[] = [];

  @state() private files: readonly File[] = [];
  @state() private chosen: 'everyone' | ReadonlySet<PeerId> = 'everyone';

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.primary') private readonly sendButton!: HTMLButtonElement;

  /** Opens with these files; adds them to those that it already asks about. */
  async show(files: readonly File[]): Promise<void> {
    if (this.dialog.open) {
      this.files = [...this.files, ...files];
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
      'Send to',
      html`
        <div class="people">
          <label class="choice everyone">
            <input type="checkbox" .checked=${live(this.chosen === 'everyone')} @change=${this.toggleEveryone} />
            Everyone
          </label>
          ${this.people.map((person) => this.renderPerson(person))}
        </div>
        ${this.renderFiles()}
        <div class="actions">
          <button type="button" @click=${this.close}>Cancel</button>
          <button class="primary" type="button" ?disabled=${this.recipients.length === 0} @click=${this.send}>
            Send now
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
    const { files } = this;
    const more = files.length - FILES_LISTED_MAX;
    return html`
      <div>
        <p class="total">${formatFileCount(files.length)}, ${formatBytes(totalBytes(files))}</p>
        <ul class="files" tabindex="0" aria-label="Files">
          ${files
            .slice(0, FILES_LISTED_MAX)
            .map(({ name, size }) => html`<li><span>${name}</span><span>${formatBytes(size)}</span></li>`)}
          ${more > 0 ? html`<li>and ${more} more</li>` : nothing}
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

const totalBytes = (files: readonly File[]) => files.reduce((sum, { size }) => sum + size, 0);

declare global {
  interface HTMLElementTagNameMap {
    'll-send-to-dialog': LlSendToDialog;
  }
}
