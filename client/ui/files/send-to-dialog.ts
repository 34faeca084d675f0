import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeerId } from '../../../shared/ids.ts';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../avatar.ts';
import '../dialog.ts';
import type { LlDialog } from '../dialog.ts';
import { formatBytes, formatFileCount } from '../format.ts';
import { shownName } from '../person-look.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { sendToStyles } from './send-to-styles.ts';

/** Asks who gets the chosen files: everyone, or whom the person ticks. */
@customElement('ll-send-to-dialog')
export class LlSendToDialog extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, sendToStyles];

  /** Who can get files now. */
  @property({ attribute: false }) people: readonly Person[] = [];

  @state() private files: readonly File[] = [];
  @state() private chosen: 'everyone' | ReadonlySet<PeerId> = 'everyone';

  @query('ll-dialog') private readonly dialog!: LlDialog;
  @query('.primary') private readonly sendButton!: HTMLButtonElement;

  async show(files: readonly File[]): Promise<void> {
    this.files = files;
    this.chosen = 'everyone';
    await this.updateComplete;
    this.dialog.show();
    this.sendButton.focus();
  }

  override render(): TemplateResult {
    return html`
      <ll-dialog heading="Send to">
        <div class="content">
          <div class="people">
            <label class="choice everyone">
              <input type="checkbox" .checked=${live(this.chosen === 'everyone')} @change=${this.toggleEveryone} />
              Everyone
            </label>
            ${this.people.map((person) => this.renderPerson(person))}
          </div>
          <div>
            <p class="total">${formatFileCount(this.files.length)}, ${formatBytes(totalBytes(this.files))}</p>
            <ul class="files" tabindex="0" aria-label="Files">
              ${this.files.map(({ name, size }) => html`<li><span>${name}</span><span>${formatBytes(size)}</span></li>`)}
            </ul>
          </div>
          <div class="actions">
            <button type="button" @click=${this.close}>Cancel</button>
            <button class="primary" type="button" ?disabled=${this.recipients.length === 0} @click=${this.send}>
              Send now
            </button>
          </div>
        </div>
      </ll-dialog>
    `;
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
