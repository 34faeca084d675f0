import { msg, str } from '@lit/localize';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ChevronDown, ChevronUp, X } from 'lucide';
import { formatCount } from '../format.ts';
import '../icon.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { MessageSearch, matchAfterChange, neighbourOf } from './message-search.ts';

/** What is searched for, and the match to go to; undefined when there is none. */
export interface SearchState {
  readonly query: string;
  readonly current: string | undefined;
}

declare global {
  interface GlobalEventHandlersEventMap {
    'll-search': CustomEvent<SearchState>;
  }
}

/** Where a search in the conversation is typed. Says what to go to by `ll-search`, and that it is over by `ll-close`. */
@customElement('ll-search-bar')
export class LlSearchBar extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      form {
        display: flex;
        align-items: center;
        gap: var(--ll-space-1);
        padding: var(--ll-space-1);
        border: 1px solid var(--ll-line-strong);
        border-radius: var(--ll-radius-3);
        background: var(--ll-raised);
        box-shadow: var(--ll-shadow-high);
      }

      input {
        flex: 1;
        min-width: 0;
        height: var(--ll-touch);
        padding-inline: var(--ll-space-3);
        border: 0;
        border-radius: var(--ll-radius-2);
        background: transparent;
        color: var(--ll-text);
        /* Phones zoom into fields with smaller letters. */
        font: 1rem var(--ll-font);
      }

      input::-webkit-search-cancel-button {
        display: none;
      }

      ::placeholder {
        color: var(--ll-muted);
        opacity: 1;
      }

      [role='status'] {
        flex: none;
        padding-inline: var(--ll-space-2);
        color: var(--ll-muted);
        font-size: var(--ll-small);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override readonly watches = ['conversation'] as const;

  @state() private text = '';
  @state() private found: readonly string[] = [];
  @state() private current: string | undefined;
  /** Nothing is said of what has not been searched yet. */
  @state() private searched = '';

  @query('input') private readonly field!: HTMLInputElement;

  private readonly search = new MessageSearch();
  private searching: AbortController | undefined;
  private seen: unknown;

  override focus(): void {
    this.field.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.searching?.abort();
  }

  override render(): TemplateResult {
    return html`
      <form role="search" @submit=${this.submit} @keydown=${this.handleKey}>
        <input
          type="search"
          aria-label=${msg('Search messages')}
          placeholder=${msg('Search messages')}
          autocomplete="off"
          enterkeyhint="search"
          @input=${this.noteText}
        />
        <span role="status">${this.sentence}</span>
        ${this.renderButton(msg('Previous match'), ChevronUp, () => this.go(-1))}
        ${this.renderButton(msg('Next match'), ChevronDown, () => this.go(1))}
        ${this.renderButton(msg('Close search'), X, () => this.close())}
      </form>
    `;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.field.focus();
  }

  /** New messages may match, too. */
  protected override willUpdate(): void {
    const entries = this.stores.conversation.get();
    if (entries === this.seen) return;
    this.seen = entries;
    void this.find();
  }

  private renderButton(name: string, icon: typeof X, press: () => void): TemplateResult {
    return html`
      <button class="quiet icon-only" type="button" title=${name} aria-label=${name} @click=${press}>
        <ll-icon .icon=${icon}></ll-icon>
      </button>
    `;
  }

  private get sentence(): string {
    if (this.searched.trim() === '') return '';
    if (this.current === undefined) return msg('No matches');
    const [number, count] = [this.found.indexOf(this.current) + 1, this.found.length].map(formatCount);
    return msg(str`${number} of ${count}`);
  }

  private noteText(): void {
    this.text = this.field.value;
    void this.find();
  }

  private async find(): Promise<void> {
    this.searching?.abort();
    const searching = new AbortController();
    this.searching = searching;
    const query = this.text;
    const isNew = query !== this.searched;
    try {
      const matches = await this.search.find(this.stores.conversation.get(), query, searching.signal);
      this.found = matches;
      this.searched = query;
      if (isNew) this.goTo(matchAfterChange(this.current, matches));
    } catch (error) {
      if (!searching.signal.aborted) throw error;
    }
  }

  private go(step: -1 | 1): void {
    this.goTo(neighbourOf(this.current, this.found, step));
  }

  private goTo(id: string | undefined): void {
    this.current = id;
    this.dispatchEvent(new CustomEvent('ll-search', { detail: { query: this.searched, current: id } }));
  }

  /** The newest match is shown first, so one more Enter goes up. */
  private submit(event: SubmitEvent): void {
    event.preventDefault();
    this.go(-1);
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isField = event.composedPath()[0] === this.field;
    if (event.key === 'Escape') this.close();
    else if (isField && event.key === 'ArrowUp') this.go(-1);
    else if (isField && (event.key === 'ArrowDown' || (event.key === 'Enter' && event.shiftKey))) this.go(1);
    else return;
    event.preventDefault();
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent('ll-close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-search-bar': LlSearchBar;
  }
}
