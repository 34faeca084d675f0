import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Pencil, Reply, X } from 'lucide';
import type { MessageEntry } from '../../state/views.ts';
import { onlyToWords } from '../conversation/only-to-words.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';

/** Which message is answered or edited, above the message field. Emits `ll-cancel`. */
@customElement('ll-composer-context')
export class LlComposerContext extends PageElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      div {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        padding-inline-start: var(--ll-space-3);
        border-inline-start: 3px solid var(--ll-accent);
        border-radius: var(--ll-radius-1);
        background: var(--ll-sunken);
      }

      div > ll-icon {
        color: var(--ll-accent);
      }

      p {
        flex: 1;
        min-width: 0;
        font-size: var(--ll-small);
        line-height: 1.35;
      }

      strong,
      span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      strong {
        font-weight: 600;
      }

      span {
        color: var(--ll-muted);
      }
    `,
  ];

  @property({ attribute: false }) mode!: 'reply' | 'edit';

  /** Undefined when it is not in this conversation any more. */
  @property({ attribute: false }) entry: MessageEntry | undefined;

  override render(): TemplateResult {
    const isEdit = this.mode === 'edit';
    const cancel = isEdit ? msg('Cancel edit') : msg('Cancel reply');
    return html`
      <div>
        <ll-icon .icon=${isEdit ? Pencil : Reply}></ll-icon>
        <p>
          <strong>${isEdit ? msg('Edit your message') : this.replyWords()}</strong>
          ${this.entry === undefined ? nothing : html`<span><bdi>${this.entry.text}</bdi></span>`}
        </p>
        <button class="quiet icon-only" type="button" title=${cancel} aria-label=${cancel} @click=${this.cancel}>
          <ll-icon .icon=${X}></ll-icon>
        </button>
      </div>
    `;
  }

  private replyWords(): string {
    if (this.entry === undefined) return msg('Reply to an earlier message');
    const { author, own } = this.entry;
    const whom = own ? msg('Reply to your own message') : msg(str`Reply to ${author}`);
    const only = replyOnlyTo(this.entry);
    return only === undefined ? whom : `${whom} · ${onlyToWords(only)}`;
  }

  private cancel(): void {
    this.dispatchEvent(new CustomEvent('ll-cancel'));
  }
}

/** The name of the one person who will get the answer to a direct message. */
const replyOnlyTo = ({ onlyTo, own, author }: MessageEntry) =>
  onlyTo === undefined ? undefined : own ? onlyTo.name : author;

declare global {
  interface HTMLElementTagNameMap {
    'll-composer-context': LlComposerContext;
  }
}
