import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { NAME_LENGTH_MAX } from '../../shared/limits.ts';
import { checkName } from '../../shared/names.ts';
import { emitAction } from './action-event.ts';
import { PageElement } from './page-element.ts';
import { baseStyles, fieldStyles } from './shared-styles.ts';

const problemSentence = (reason: 'empty' | 'too-long'): string =>
  reason === 'empty'
    ? msg('Type a name, so that the others know who you are.')
    : msg(str`Use ${NAME_LENGTH_MAX} characters at most.`);

/** The person's own name. It changes the settings as soon as it is a valid one. */
@customElement('ll-name-field')
export class LlNameField extends PageElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: var(--ll-space-2);
      }

      p {
        color: var(--ll-bad);
        font-size: var(--ll-small);
      }
    `,
  ];

  @property({ attribute: false }) name = '';

  @state() private problem = '';

  @query('input') private readonly input!: HTMLInputElement;

  /** Takes what is typed over into the settings; false, with a sentence shown, when it is no name. */
  commit(): boolean {
    const check = checkName(this.input.value);
    this.problem = check.ok ? '' : problemSentence(check.reason);
    if (!check.ok) {
      this.input.focus();
      return false;
    }
    this.input.value = check.name;
    if (check.name !== this.name) emitAction(this, { type: 'change-settings', changes: { name: check.name } });
    return true;
  }

  override render(): TemplateResult {
    const isWrong = this.problem !== '';
    return html`
      <label for="name">${msg('Your name')}</label>
      <input
        id="name"
        type="text"
        autocomplete="nickname"
        spellcheck="false"
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? 'problem' : nothing}
        .value=${this.name}
        @change=${this.commit}
      />
      ${isWrong ? html`<p id="problem" role="alert">${this.problem}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-name-field': LlNameField;
  }
}
