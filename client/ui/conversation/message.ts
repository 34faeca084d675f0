import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Lock } from 'lucide';
import type { MessageEntry } from '../../state/views.ts';
import '../avatar.ts';
import { formatTime } from '../format.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';
import { deletedWords } from './deleted-words.ts';
import { foundStyles } from './found-styles.ts';
import './message-quote.ts';
import { messageStyles } from './message-styles.ts';
import { messageText } from './message-text.ts';
import { messageTextStyles } from './message-text-styles.ts';
import { onlyToWords } from './only-to-words.ts';

/** What somebody said: own messages on the right, the others' on the left beside their disc. */
@customElement('ll-message')
export class LlMessage extends PageElement {
  static override styles = [baseStyles, messageStyles, messageTextStyles, foundStyles];

  @property({ attribute: false }) entry!: MessageEntry;
  @property({ type: Boolean }) continues = false;

  /** To whom it was delivered, in words. */
  @property({ attribute: false }) delivery: string | undefined;

  /** Whether it was pointed at, or something in it had the focus. */
  @state() private isReached = false;

  override render(): TemplateResult {
    const { own, action } = this.entry;
    return html`
      <div
        class="row ${own ? 'own' : ''} ${action === true ? 'action' : ''}"
        @pointerenter=${this.handleReached}
        @focusin=${this.handleReached}
      >
        ${own || this.continues ? nothing : this.renderAvatar()}
        ${this.continues || action === true ? nothing : this.renderAuthor()}
        <div class="said">${this.renderBubble()} ${this.renderActions()}</div>
        ${this.delivery === undefined ? nothing : this.renderDelivery(this.delivery)}
      </div>
    `;
  }

  private renderBubble(): TemplateResult {
    const { onlyTo, quote, change } = this.entry;
    return html`
      <div class="bubble ${onlyTo === undefined ? '' : 'direct'} ${change ?? ''}">
        ${this.renderOnlyTo()}
        ${quote === undefined ? nothing : html`<ll-message-quote .quote=${quote}></ll-message-quote>`}
        ${this.renderText()}
        ${change === 'edited' ? html`<p class="edited-mark">${msg('edited')}</p>` : nothing}
      </div>
    `;
  }

  private renderOnlyTo(): TemplateResult | typeof nothing {
    const { own, onlyTo } = this.entry;
    if (onlyTo === undefined) return nothing;
    const words = own ? onlyToWords(onlyTo.name) : msg('only to you');
    return html`<p class="only"><ll-icon .icon=${Lock}></ll-icon>${words}</p>`;
  }

  /** Line breaks of the text count, so there are none around it. */
  private renderText(): TemplateResult {
    const { author, text, action, change } = this.entry;
    const said = change === 'deleted' ? deletedWords() : messageText(text);
    if (action !== true) return html`<p class="text">${said}</p>`;
    return html`<p class="text"><bdi class="author">${author}</bdi> ${said} ${this.renderTime()}</p>`;
  }

  private renderActions(): TemplateResult | typeof nothing {
    if (this.entry.change === 'deleted') return nothing;
    return html`<ll-message-actions .entry=${this.entry} .isReached=${this.isReached}></ll-message-actions>`;
  }

  private handleReached(): void {
    this.isReached = true;
  }

  /** Stands there to be read. A screen reader that told of every change would drown the conversation. */
  private renderDelivery(delivery: string): TemplateResult {
    return html`<p class="delivery" aria-live="off">${delivery}</p>`;
  }

  private renderAvatar(): TemplateResult {
    const { author, authorId } = this.entry;
    return html`<ll-avatar .peerId=${authorId} .name=${author}></ll-avatar>`;
  }

  private renderAuthor(): TemplateResult {
    const { own, author } = this.entry;
    return html`<p class="about"><bdi class="author">${own ? msg('You') : author}</bdi> ${this.renderTime()}</p>`;
  }

  private renderTime(): TemplateResult {
    const { at } = this.entry;
    return html`<time datetime=${new Date(at).toISOString()}>${formatTime(at)}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-message': LlMessage;
  }
}
