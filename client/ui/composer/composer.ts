import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { FolderUp, Paperclip, SendHorizontal } from 'lucide';
import { CHAT_DRAFT_LENGTH_MAX, CHAT_TEXT_LENGTH_MAX } from '../../../shared/limits.ts';
import type { ComposeRequest, ConversationEntry, MessageEntry } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { MediaQuery, NARROW } from '../media-query.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { COMMAND_LIST_ID, commandList, commandListStyles, commandOptionId } from './command-list.ts';
import { composerStyles } from './composer-styles.ts';
import * as composing from './composing.ts';
import { SuggestionChoice } from './suggestion-choice.ts';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

/** Browsers on some phones have no picker for folders. */
const canPickFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** Where people write; a slash at the start opens the list of commands. */
@customElement('ll-composer')
export class LlComposer extends StoresElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, commandListStyles, composerStyles];

  protected override readonly watches = ['commands', 'people', 'conversation', 'composeRequest'] as const;

  @state() private composing = composing.NOTHING_COMPOSED;

  private readonly list = new SuggestionChoice(this, {
    find: () => this.findSuggestions(),
    draft: () => this.composing.draft,
    choose: (suggestion) => this.complete(suggestion),
  });

  private answered: ComposeRequest | undefined;

  private readonly narrow = new MediaQuery(this, NARROW);

  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override focus(): void {
    this.field.focus();
  }

  /** What was asked for in an earlier room is over. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.answered = this.stores.composeRequest.get();
  }

  protected override willUpdate(): void {
    const request = this.stores.composeRequest.get();
    if (request === this.answered) return;
    this.answered = request;
    if (request !== undefined) this.answer(request);
  }

  override render(): TemplateResult {
    const suggestions = this.list.shown;
    const isListOpen = suggestions.length > 0;
    const isEdit = this.composing.mode.type === 'edit';
    const [sendFiles, message, send] = [msg('Send files'), msg('Message'), msg('Send')];
    return html`
      <form @submit=${this.submit}>
        ${isListOpen ? commandList(suggestions, this.list.activeIndex, (chosen) => this.complete(chosen)) : nothing}
        ${this.renderContext()}
        <button class="files" type="button" title=${sendFiles} aria-label=${sendFiles} @click=${this.pickFiles}>
          <ll-icon .icon=${Paperclip}></ll-icon><span>${sendFiles}</span>
        </button>
        ${canPickFolders ? this.renderFolderButton() : nothing}
        <div class="field">
        <textarea
          rows="1"
          aria-label=${message}
          placeholder=${this.narrow.matches ? message : msg('Message or /command')}
          maxlength=${isEdit ? CHAT_TEXT_LENGTH_MAX : CHAT_DRAFT_LENGTH_MAX}
          enterkeyhint="send"
          aria-autocomplete="list"
          aria-controls=${isListOpen ? COMMAND_LIST_ID : nothing}
          aria-activedescendant=${isListOpen ? commandOptionId(this.list.activeIndex) : nothing}
          .value=${live(this.composing.draft)}
          @input=${this.noteDraft}
          @keydown=${this.handleKey}
        ></textarea>
        <ll-emoji-picker @ll-emoji=${this.insertEmoji}></ll-emoji-picker>
        </div>
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

  private renderContext(): TemplateResult | typeof nothing {
    const { mode } = this.composing;
    if (mode.type === 'new') return nothing;
    return html`
      <ll-composer-context
        .mode=${mode.type}
        .entry=${this.findMessage(({ id }) => id === mode.id)}
        @ll-cancel=${this.cancel}
      ></ll-composer-context>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('composing')) this.fitField();
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** What is edited is no command. */
  private findSuggestions(): readonly Suggestion[] {
    if (this.composing.mode.type === 'edit') return [];
    return suggestionsFor(this.stores.commands.get(), this.otherNames, this.composing.draft);
  }

  private get otherNames(): readonly string[] {
    const others = this.stores.people.get().filter(({ state }) => state.status !== 'you');
    return others.flatMap(({ name }) => (name === undefined ? [] : [name]));
  }

  private findMessage(fits: (entry: MessageEntry) => boolean): MessageEntry | undefined {
    const isFound = (entry: ConversationEntry): entry is MessageEntry => entry.type === 'message' && fits(entry);
    return this.stores.conversation.get().findLast(isFound);
  }

  private answer(request: ComposeRequest): void {
    const message = 'id' in request ? this.findMessage(({ id }) => id === request.id) : undefined;
    this.composing = composing.answerRequest(this.composing, request, { message, names: this.otherNames });
    this.list.close();
    void this.updateComplete.then(() => this.focusEnd());
  }

  private noteDraft(): void {
    this.composing = composing.withDraft(this.composing, this.field.value);
    this.list.open();
    // What is for one person, or was said before, is nobody's business until it is sent.
    const isForEverybody = this.composing.mode.type === 'new';
    emitAction(this, { type: 'note-draft', draft: isForEverybody ? this.field.value : '' });
  }

  private handleKey(event: KeyboardEvent): void {
    // An Enter that ends the composition of a character is not an Enter to send.
    if (event.isComposing) return;
    if (this.list.handleKey(event) || this.handleFieldKey(event)) event.preventDefault();
  }

  private handleFieldKey({ key, shiftKey }: KeyboardEvent): boolean {
    const { draft, mode } = this.composing;
    if (key === 'Enter' && !shiftKey) return this.submit();
    if (key === 'Escape' && mode.type !== 'new') return this.cancel();
    return key === 'ArrowUp' && draft === '' && mode.type === 'new' && this.editNewest();
  }

  private editNewest(): boolean {
    const entry = this.findMessage(({ editable }) => editable === true);
    if (entry === undefined) return false;
    this.answer({ type: 'edit', id: entry.id });
    return true;
  }

  private cancel(): true {
    this.composing = composing.cancel(this.composing);
    void this.updateComplete.then(() => this.focusEnd());
    return true;
  }

  private complete({ draft }: Suggestion): void {
    this.composing = composing.withDraft(this.composing, draft);
    // After a command comes whom it is for.
    if (draft.endsWith(' ')) this.list.open();
    else this.list.close();
    this.field.focus();
  }

  private submit(event?: SubmitEvent): true {
    event?.preventDefault();
    const { draft, mode } = this.composing;
    if (draft.trim() !== '') {
      if (mode.type === 'edit') emitAction(this, { type: 'edit-message', id: mode.id, text: draft });
      else emitAction(this, { type: 'submit-text', text: draft, ...(mode.type === 'reply' ? { quote: mode.id } : {}) });
      this.composing = composing.sent(this.composing);
    }
    this.field.focus();
    return true;
  }

  private focusEnd(): void {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  /** Where the cursor is, in place of what is selected. */
  private insertEmoji({ detail }: CustomEvent<string>): void {
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(detail, selectionStart, selectionEnd, 'end');
    this.noteDraft();
    this.field.focus();
  }

  private pickFiles(): void {
    this.dispatchEvent(new CustomEvent('ll-pick-files'));
  }

  private pickFolder(): void {
    this.dispatchEvent(new CustomEvent('ll-pick-folder'));
  }

  /** As high as what is typed; the style sheet stops it at about six lines. */
  private fitField(): void {
    const { form } = this.field;
    // What stands above must not grow and shrink meanwhile: browsers scroll it for that.
    if (form !== null) form.style.minHeight = `${form.offsetHeight}px`;
    this.field.style.height = 'auto';
    const frame = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.height = `${this.field.scrollHeight + frame}px`;
    if (form !== null) form.style.minHeight = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-composer': LlComposer;
  }
}
