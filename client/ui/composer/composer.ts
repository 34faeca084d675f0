import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { FolderUp, Paperclip, SendHorizontal } from 'lucide';
import { CHAT_DRAFT_LENGTH_MAX } from '../../../shared/limits.ts';
import type { CommandHelp } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { COMMAND_LIST_ID, commandList, commandListStyles, commandOptionId } from './command-list.ts';
import { composerStyles } from './composer-styles.ts';
import { commandWord, completedDraft, matchingCommands } from './matching-commands.ts';

/** Browsers on some phones have no picker for folders. */
const canPickFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** Where people write; a slash at the start opens the list of commands. */
@customElement('ll-composer')
export class LlComposer extends StoresElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, commandListStyles, composerStyles];

  protected override readonly watches = ['commands'] as const;

  @state() private draft = '';
  @state() private activeIndex = 0;
  @state() private isListClosed = false;

  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override focus(): void {
    this.field.focus();
  }

  override render(): TemplateResult {
    const suggestions = this.suggestions;
    const isListOpen = suggestions.length > 0;
    const [sendFiles, send] = [msg('Send files'), msg('Send')];
    return html`
      <form @submit=${this.submit}>
        ${isListOpen ? commandList(suggestions, this.activeIndex, (command) => this.complete(command)) : nothing}
        <button class="files" type="button" title=${sendFiles} aria-label=${sendFiles} @click=${this.pickFiles}>
          <ll-icon .icon=${Paperclip}></ll-icon><span>${sendFiles}</span>
        </button>
        ${canPickFolders ? this.renderFolderButton() : nothing}
        <textarea
          rows="1"
          aria-label=${msg('Message')}
          placeholder=${msg('Message or /command')}
          maxlength=${CHAT_DRAFT_LENGTH_MAX}
          enterkeyhint="send"
          aria-autocomplete="list"
          aria-controls=${isListOpen ? COMMAND_LIST_ID : nothing}
          aria-activedescendant=${isListOpen ? commandOptionId(this.activeIndex) : nothing}
          .value=${live(this.draft)}
          @input=${this.noteDraft}
          @keydown=${this.handleKey}
        ></textarea>
        <button class="primary send" type="submit" title=${send} aria-label=${send}>
          <ll-icon directed .icon=${SendHorizontal}></ll-icon>
        </button>
      </form>
    `;
  }

  private renderFolderButton(): TemplateResult {
    const name = msg('Send a folder');
    return html`
      <button class="folder" type="button" title=${name} aria-label=${name} @click=${this.pickFolder}>
        <ll-icon .icon=${FolderUp}></ll-icon><span>${name}</span>
      </button>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('draft')) this.fitField();
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  private get suggestions(): readonly CommandHelp[] {
    return this.isListClosed ? [] : matchingCommands(this.stores.commands.get(), this.draft);
  }

  private noteDraft(): void {
    this.draft = this.field.value;
    this.activeIndex = 0;
    this.isListClosed = false;
  }

  private handleKey(event: KeyboardEvent): void {
    // An Enter that ends the composition of a character is not an Enter to send.
    if (event.isComposing) return;
    const isDone = this.handleListKey(event) || (event.key === 'Enter' && !event.shiftKey && this.submit());
    if (isDone) event.preventDefault();
  }

  /** Whether the open list of commands took the key. */
  private handleListKey({ key, shiftKey }: KeyboardEvent): boolean {
    const suggestions = this.suggestions;
    const active = suggestions[this.activeIndex];
    if (active === undefined) return false;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = key === 'ArrowDown' ? 1 : -1;
        this.activeIndex = (this.activeIndex + step + suggestions.length) % suggestions.length;
        return true;
      }
      case 'Escape':
        this.isListClosed = true;
        return true;
      case 'Tab':
        return !shiftKey && this.complete(active);
      case 'Enter':
        // A command that is typed out is sent, not completed once more.
        return !shiftKey && commandWord(active) !== this.draft.toLowerCase() && this.complete(active);
      default:
        return false;
    }
  }

  private complete(command: CommandHelp): true {
    this.draft = completedDraft(command);
    this.isListClosed = true;
    this.field.focus();
    return true;
  }

  private submit(event?: SubmitEvent): true {
    event?.preventDefault();
    if (this.draft.trim() !== '') {
      emitAction(this, { type: 'submit-text', text: this.draft });
      this.draft = '';
    }
    this.field.focus();
    return true;
  }

  private pickFiles(): void {
    this.dispatchEvent(new CustomEvent('ll-pick-files'));
  }

  private pickFolder(): void {
    this.dispatchEvent(new CustomEvent('ll-pick-folder'));
  }

  /** As high as what is typed; the style sheet stops it at about six lines. */
  private fitField(): void {
    this.field.style.height = 'auto';
    const frame = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.height = `${this.field.scrollHeight + frame}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-composer': LlComposer;
  }
}
