import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ArrowDown } from 'lucide';
import { assertNever } from '../../../shared/assert-never.ts';
import type { ConversationEntry } from '../../state/views.ts';
import '../cards/transfer-card.ts';
import { formatDay } from '../format.ts';
import '../icon.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { BottomKeeper } from './bottom-keeper.ts';
import { arrangeLines, type ConversationLine } from './conversation-lines.ts';
import { conversationStyles } from './conversation-styles.ts';
import { deliveryLines } from './delivery-lines.ts';
import './invitation.ts';
import './message.ts';
import './notice.ts';

/** Entries shown at the end, and more each time that earlier ones are asked for: thousands at once make a phone slow. */
const PAGE_ENTRIES = 300;

/** Everything said and sent in the room, in order. */
@customElement('ll-conversation')
export class LlConversation extends StoresElement {
  static override styles = [baseStyles, buttonStyles, conversationStyles];

  protected override readonly watches = ['conversation', 'people', 'screen'] as const;

  /** Index of the earliest entry that is shown. */
  @state() private firstShown = 0;
  @state() private hasNews = false;

  private readonly bottom = new BottomKeeper(this);
  private newest: string | undefined;

  @query('[role=log]') private readonly log!: HTMLElement;
  @query('.lines') private readonly lines!: HTMLElement;

  /** Goes to the end and stays there: whoever does something sees what comes of it. */
  showNewest(): void {
    this.bottom.toBottom();
  }

  protected override willUpdate(): void {
    const entries = this.stores.conversation.get();
    const newest = entries.at(-1);
    if (newest?.id !== this.newest) this.noteNews(newest);
    if (!this.bottom.isAtBottom) return;
    this.hasNews = false;
    this.firstShown = Math.max(0, entries.length - PAGE_ENTRIES);
  }

  override render(): TemplateResult {
    const entries = this.stores.conversation.get();
    const deliveries = deliveryLines(entries, this.stores.people.get());
    return html`
      <div role="log" aria-label=${msg('Conversation')} tabindex="0">
        <div class="lines">
          ${this.firstShown > 0 ? html`<button class="quiet" @click=${this.showEarlier}>${msg('Show earlier messages')}</button>` : nothing}
          ${repeat(
            arrangeLines(entries.slice(this.firstShown)),
            ({ entry }) => entry.id,
            (line) => this.renderLine(line, deliveries.get(line.entry.id)),
          )}
          ${this.renderInvitation()}
        </div>
      </div>
      ${
        this.hasNews
          ? html`<button class="news" @click=${this.showNewest}>
              <ll-icon .icon=${ArrowDown}></ll-icon>${msg('New messages')}
            </button>`
          : nothing
      }
    `;
  }

  protected override firstUpdated(): void {
    this.bottom.watch(this.log, this.lines);
  }

  private renderLine({ entry, startsDay, continues }: ConversationLine, delivery: string | undefined): TemplateResult {
    return html`
      ${startsDay ? html`<p class="day"><span>${formatDay(entry.at, Date.now())}</span></p>` : nothing}
      <div class="line ${continues ? 'continues' : ''}">${this.renderEntry(entry, continues, delivery)}</div>
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

  /** What the others say must not move the page under somebody who reads further up; who came in is no news there. */
  private noteNews(newest: ConversationEntry | undefined): void {
    this.newest = newest?.id;
    if (newest?.type !== 'notice' || newest.tone === 'problem') this.hasNews = true;
  }

  /** What was on screen stays there: the earlier entries come in above it. */
  private showEarlier(): void {
    const { scrollHeight, scrollTop } = this.log;
    this.firstShown = Math.max(0, this.firstShown - PAGE_ENTRIES);
    requestAnimationFrame(() => {
      this.log.scrollTop = scrollTop + this.log.scrollHeight - scrollHeight;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-conversation': LlConversation;
  }
}
