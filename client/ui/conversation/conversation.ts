import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ArrowDown, Search } from 'lucide';
import { assertNever } from '../../../shared/assert-never.ts';
import type { ConversationEntry } from '../../state/views.ts';
import '../cards/transfer-card.ts';
import { formatDay } from '../format.ts';
import '../icon.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { arrangeLines, type ConversationLine } from './conversation-lines.ts';
import { conversationStyles } from './conversation-styles.ts';
import { deliveryLines } from './delivery-lines.ts';
import './invitation.ts';
import './message.ts';
import './notice.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import type { SearchState } from './search-bar.ts';
import { ShownEntries } from './shown-entries.ts';

/** Everything said and sent in the room, in order. Only what is near to where somebody reads is in the document. */
@customElement('ll-conversation')
export class LlConversation extends StoresElement {
  static override styles = [baseStyles, buttonStyles, conversationStyles];

  protected override readonly watches = ['conversation', 'people', 'screen'] as const;

  @state() private hasNews = false;
  @state() private search: SearchState | undefined;

  private readonly keeper = new ScrollKeeper(this);
  private readonly shown = new ShownEntries();

  @query('[role=log]') private readonly log!: HTMLElement;
  @query('.lines') private readonly lines!: HTMLElement;
  @query('.search') private readonly searchButton!: HTMLElement;

  /** Goes to the end and stays there: whoever does something sees what comes of it. */
  showNewest(): void {
    this.keeper.toEnd();
  }

  protected override willUpdate(): void {
    const { isAtEnd } = this.keeper;
    this.shown.step(this.stores.conversation.get(), isAtEnd);
    if (this.shown.hasNews) this.noteNews(this.shown.all.at(-1));
    if (isAtEnd) this.hasNews = false;
  }

  override render(): TemplateResult {
    return html`
      <div class="frame">
        <div
          role="log"
          aria-label=${msg('Conversation')}
          aria-live=${this.hasUpdated && this.shown.followsEnd ? 'polite' : 'off'}
          tabindex="0"
          @keydown=${this.handleKey}
          @ll-show-message=${({ detail }: CustomEvent<string>) => void this.goTo(detail)}
        >
          <div class="lines">${this.renderLines()} ${this.renderInvitation()}</div>
        </div>
        ${this.renderSearch()}
        <div role="status">${this.hasNews ? this.renderNews() : nothing}</div>
      </div>
      <ll-typing-line .stores=${this.stores}></ll-typing-line>
    `;
  }

  protected override firstUpdated(): void {
    this.keeper.watch({
      box: this.log,
      content: this.lines,
      rows: () => this.lines.getElementsByClassName('line'),
      hasEnd: () => this.shown.hasEnd,
      reading: (row) => this.noteReading(row),
    });
  }

  protected override updated(): void {
    if (this.search !== undefined) requestAnimationFrame(() => void this.markFound());
    if (this.shown.isShort) this.stepLater();
  }

  /** In a task of its own, after what is there has been drawn: nobody waits for what is out of sight. */
  private stepLater(): void {
    requestAnimationFrame(() => setTimeout(() => this.shown.isShort && this.requestUpdate()));
  }

  private renderLines(): unknown {
    const { all, stretch } = this.shown;
    const deliveries = deliveryLines(all.slice(stretch.start), this.stores.people.get());
    return repeat(
      arrangeLines(all, stretch.start, stretch.end),
      ({ entry }) => entry.id,
      (line) => this.renderLine(line, deliveries.get(line.entry.id)),
    );
  }

  private renderLine({ entry, startsDay, continues }: ConversationLine, delivery: string | undefined): TemplateResult {
    const isFound = this.search?.current === entry.id;
    return html`
      <div class="line ${continues ? 'continues' : ''} ${isFound ? 'found' : ''}" data-id=${entry.id}>
        ${startsDay ? html`<p class="day"><span>${formatDay(entry.at, Date.now())}</span></p>` : nothing}
        ${this.renderEntry(entry, continues, delivery)}
      </div>
    `;
  }

  private renderEntry(entry: ConversationEntry, continues: boolean, delivery: string | undefined): TemplateResult {
    switch (entry.type) {
      case 'message':
        return html`<ll-message .entry=${entry} .continues=${continues} .delivery=${delivery}></ll-message>`;
      case 'notice':
        return html`<ll-notice .entry=${entry}></ll-notice>`;
      case 'transfer':
        return html`<ll-transfer-card .stores=${this.stores} .transfer=${entry.transfer}></ll-transfer-card>`;
      default:
        return assertNever(entry);
    }
  }

  private renderInvitation(): TemplateResult | typeof nothing {
    const screen = this.stores.screen.get();
    const isAlone = this.stores.people.get().every(({ state }) => state.status === 'you');
    if (!isAlone || screen.status !== 'room') return nothing;
    return html`<ll-invitation .code=${screen.code} .url=${screen.url}></ll-invitation>`;
  }

  private renderSearch(): TemplateResult {
    if (this.search !== undefined) {
      return html`
        <ll-search-bar .stores=${this.stores} @ll-search=${this.goToFound} @ll-close=${this.closeSearch}></ll-search-bar>
      `;
    }
    return html`
      <button class="search icon-only" type="button" title=${msg('Search')} aria-label=${msg('Search')} @click=${this.openSearch}>
        <ll-icon .icon=${Search}></ll-icon>
      </button>
    `;
  }

  private renderNews(): TemplateResult {
    return html`
      <button class="news" type="button" @click=${this.showNewest}><ll-icon .icon=${ArrowDown}></ll-icon>${msg('New messages')}</button>
    `;
  }

  private noteReading(row: number): void {
    if (this.shown.noteReading(row)) this.stepLater();
  }

  /** What the others say must not move the page under somebody who reads further up; who came in is no news there. */
  private noteNews(newest: ConversationEntry | undefined): void {
    if (newest?.type !== 'notice' || newest.tone === 'problem') this.hasNews = true;
  }

  /** The first and the last of all messages, not of those in the document. */
  private handleKey(event: KeyboardEvent): void {
    if (event.target !== this.log || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'End') this.showNewest();
    else if (event.key === 'Home') void this.goTo(this.shown.all[0]?.id);
    else return;
    event.preventDefault();
  }

  /** Loaded when somebody searches, with what marks the matches. */
  private async openSearch(): Promise<void> {
    await import('./search-bar.ts');
    this.search = { query: '', current: undefined };
  }

  private async closeSearch(): Promise<void> {
    this.search = undefined;
    const { unmarkFound } = await import('./found-marks.ts');
    unmarkFound();
    await this.updateComplete;
    this.searchButton.focus();
  }

  private async goToFound({ detail }: CustomEvent<SearchState>): Promise<void> {
    this.search = detail;
    await this.goTo(detail.current);
  }

  /** Brings an entry into the document, and then into sight. */
  private async goTo(id: string | undefined): Promise<void> {
    const entry = this.shown.all.find((candidate) => candidate.id === id);
    if (entry === undefined) return;
    this.keeper.leaveEnd();
    this.shown.center(entry);
    this.requestUpdate();
    await this.updateComplete;
    requestAnimationFrame(() => {
      const row = [...this.lines.children].find((line) => line.getAttribute('data-id') === id);
      if (row !== undefined) this.keeper.toRow(row);
    });
  }

  private async markFound(): Promise<void> {
    const { markFound } = await import('./found-marks.ts');
    if (this.search === undefined) return;
    const messages = [...this.lines.querySelectorAll('ll-message')];
    const texts = messages.map(({ entry, renderRoot }) => ({
      id: entry.id,
      element: renderRoot.querySelector('.text'),
    }));
    markFound(texts, this.search.query, this.search.current);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-conversation': LlConversation;
  }
}
