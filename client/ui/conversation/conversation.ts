import { css, html, nothing, type TemplateResult } from 'lit';
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
import './invitation.ts';
import './message.ts';
import './notice.ts';

/** Entries shown at first, and more each time that earlier ones are asked for: thousands at once make a phone slow. */
const PAGE_ENTRIES = 300;

/** Everything said and sent in the room, in order. */
@customElement('ll-conversation')
export class LlConversation extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        position: relative;
      }

      [role='log'] {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
      }

      [role='log']:focus-visible {
        outline-offset: -2px;
      }

      .lines {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        max-width: 52rem;
        min-height: 100%;
        margin: 0 auto;
        padding: var(--ll-space-4) var(--ll-space-5);
      }

      .line {
        margin-top: var(--ll-space-4);
      }

      .line.continues {
        margin-top: var(--ll-space-1);
      }

      .day {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        margin-top: var(--ll-space-4);
        color: var(--ll-muted);
        font-size: 0.75rem;
        font-weight: 600;
      }

      .day::before,
      .day::after {
        flex: 1;
        height: 1px;
        background: var(--ll-line);
        content: '';
      }

      .news {
        position: absolute;
        bottom: var(--ll-space-3);
        left: 50%;
        border-color: var(--ll-accent);
        border-radius: 999px;
        box-shadow: var(--ll-shadow-high);
        translate: -50% 0;
      }

      ll-invitation {
        margin: auto 0;
      }

      @media (max-width: 47.5rem) {
        .lines {
          padding: var(--ll-space-3);
        }
      }
    `,
  ];

  protected override readonly watches = ['conversation', 'people', 'screen'] as const;

  @state() private shownEntries = PAGE_ENTRIES;
  @state() private hasNews = false;

  private readonly bottom = new BottomKeeper(this);
  private newest: ConversationEntry | undefined;

  @query('[role=log]') private readonly log!: HTMLElement;
  @query('.lines') private readonly lines!: HTMLElement;

  protected override willUpdate(): void {
    const newest = this.stores.conversation.get().at(-1);
    if (newest !== this.newest) this.noteNews(newest);
    if (this.bottom.isAtBottom) this.hasNews = false;
  }

  override render(): TemplateResult {
    const entries = this.stores.conversation.get();
    const hasEarlier = entries.length > this.shownEntries;
    return html`
      <div role="log" aria-label="Conversation" tabindex="0">
        <div class="lines">
          ${hasEarlier ? html`<button class="quiet" @click=${this.showEarlier}>Show earlier messages</button>` : nothing}
          ${repeat(
            arrangeLines(entries.slice(-this.shownEntries)),
            ({ entry }) => entry.id,
            (line) => this.renderLine(line),
          )}
          ${this.renderInvitation()}
        </div>
      </div>
      ${
        this.hasNews
          ? html`<button class="news" @click=${() => this.bottom.toBottom()}>
              <ll-icon .icon=${ArrowDown}></ll-icon>New messages
            </button>`
          : nothing
      }
    `;
  }

  protected override firstUpdated(): void {
    this.bottom.watch(this.log, this.lines);
  }

  private renderLine({ entry, startsDay, continues }: ConversationLine): TemplateResult {
    return html`
      ${startsDay ? html`<p class="day"><span>${formatDay(entry.at, Date.now())}</span></p>` : nothing}
      <div class="line ${continues ? 'continues' : ''}">${this.renderEntry(entry, continues)}</div>
    `;
  }

  private renderEntry(entry: ConversationEntry, continues: boolean): TemplateResult {
    switch (entry.type) {
      case 'message':
        return html`<ll-message .entry=${entry} .continues=${continues}></ll-message>`;
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

  /** Own words are always shown; what others say must not move the page under somebody who reads further up. */
  private noteNews(newest: ConversationEntry | undefined): void {
    this.newest = newest;
    if (newest?.type === 'message' && newest.own) this.bottom.toBottom();
    this.hasNews = true;
  }

  private showEarlier(): void {
    this.shownEntries += PAGE_ENTRIES;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-conversation': LlConversation;
  }
}
