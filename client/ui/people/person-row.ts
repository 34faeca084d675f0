import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChevronDown } from 'lucide';
import type { Person } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import '../avatar.ts';
import { formatRoundTrip } from '../format.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { shownName } from '../person-look.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { personRowStyles } from './person-row-styles.ts';
import { recognitionWords, stateWords } from './person-state.ts';

/** One person; opened, it shows where they are on the network. */
@customElement('ll-person-row')
export class LlPersonRow extends PageElement {
  static override styles = [baseStyles, buttonStyles, personRowStyles];

  @property({ attribute: false }) person!: Person;

  override render(): TemplateResult {
    const { peerId, name, state, address, roundTripMs } = this.person;
    return html`
      <details @toggle=${this.toggled}>
        <summary>
          <ll-avatar .peerId=${peerId} .name=${name}></ll-avatar>
          <span class="who">
            <span class="name">
              <bdi>${shownName(name)}</bdi> ${this.renderMark()}
            </span>
            <span class="state ${state.status}">${stateWords(state)}</span>
          </span>
          <ll-icon .icon=${ChevronDown}></ll-icon>
        </summary>
        <div class="more">
          ${state.status === 'cannot-connect' ? html`<p class="reason">${msg(str`${state.reason}.`, { desc: 'A sentence and its full stop' })}</p>` : nothing}
          ${this.renderOtherKey()}
          <p>${msg(html`<span>Address:</span> <bdi>${address ?? msg('not known')}</bdi>`)}</p>
          ${state.status === 'connected' ? html`<p>${msg(html`<span>Round trip:</span> <bdi>${formatRoundTrip(roundTripMs)}</bdi>`)}</p>` : nothing}
          ${this.renderMessageButton()}
        </div>
      </details>
    `;
  }

  /** Stands behind a space: whoever reads the page aloud would join both words. */
  private renderMark(): TemplateResult | typeof nothing {
    const { state, recognition } = this.person;
    if (state.status === 'you') return html`<span class="mark">${msg('you')}</span>`;
    if (recognition === undefined) return nothing;
    return html`<span class="mark ${recognition}">${recognitionWords(recognition)}</span>`;
  }

  private renderOtherKey(): TemplateResult | typeof nothing {
    if (this.person.recognition !== 'name-of-another') return nothing;
    return html`
      <p>${msg('This browser has met somebody else by this name. If you know that it is them:')}</p>
      <button type="button" @click=${this.vouch}>${msg('I know them')}</button>
    `;
  }

  /** Somebody without a name has not proved who they are yet. */
  private renderMessageButton(): TemplateResult | typeof nothing {
    const { name, state } = this.person;
    if (name === undefined || state.status === 'you') return nothing;
    return html`
      <button type="button" aria-label=${msg(str`Message ${name}`)} @click=${() => this.message(name)}>
        ${msg('Message')}
      </button>
    `;
  }

  private message(name: string): void {
    emitAction(this, { type: 'compose', request: { type: 'address', name } });
  }

  private vouch(): void {
    emitAction(this, { type: 'vouch-for', peerId: this.person.peerId });
  }

  private toggled({ target }: Event): void {
    if (target instanceof HTMLDetailsElement && target.open) {
      emitAction(this, { type: 'measure-link', peerId: this.person.peerId });
    }
    this.scrollIntoView({ block: 'nearest' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-person-row': LlPersonRow;
  }
}
