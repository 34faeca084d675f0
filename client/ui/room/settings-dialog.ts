import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { Monitor, Moon, Sun } from 'lucide';
import type { Settings } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './attention-settings.ts';
import { languageSelect } from './language-select.ts';
import './question-dialog.ts';
import type { LlQuestionDialog, Question } from './question-dialog.ts';
import { radioGroup, radioGroupStyles } from './radio-group.ts';
import './receiving-settings.ts';
import { settingsSectionStyles } from './settings-section.ts';
import { switchRowStyles } from './switch-row.ts';

const forgetting = (): Question => ({
  heading: msg('Forget this browser?'),
  explanation: msg(
    'Its identity, settings, the people whom it knows and unfinished transfers are deleted. Files that were saved stay. Nobody will recognise this browser.',
  ),
  action: { type: 'forget-browser' },
  yes: msg('Forget everything'),
  no: msg('Keep', { desc: 'Answers “Forget this browser?”' }),
});

/** What this browser remembers. Each change holds at once. */
@customElement('ll-settings-dialog')
export class LlSettingsDialog extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    modalDialogStyles,
    radioGroupStyles,
    settingsSectionStyles,
    switchRowStyles,
    css`
      dialog {
        width: min(32rem, 100vw - 1rem);
        max-height: min(52rem, 100dvh - 1rem);
      }

      dialog > .content {
        gap: 0;
      }

      .you {
        border: 0;
        padding-block-start: 0;
      }

      .language {
        display: grid;
        gap: var(--ll-space-2);
      }

      .forget {
        padding-block-end: 0;
      }

      .forget > button {
        justify-self: start;
      }

      .forget > button:hover {
        border-color: var(--ll-bad);
        background: var(--ll-bad-soft);
      }
    `,
  ];

  protected override readonly watches = ['settings'] as const;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  @query('ll-question-dialog') private readonly forgetDialog!: LlQuestionDialog;

  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const settings = this.stores.settings.get();
    return modalDialog(
      msg('Settings'),
      html`
        <section class="you">
          <ll-name-field .name=${settings.name}></ll-name-field>
          ${this.renderTheme()}
          ${languageSelect(settings.language, (language) => this.change({ language }))}
        </section>
        <ll-attention-settings .stores=${this.stores}></ll-attention-settings>
        <ll-receiving-settings .stores=${this.stores}></ll-receiving-settings>
        <section class="forget" aria-labelledby="this-browser">
          <h3 id="this-browser">${msg('This browser')}</h3>
          <p class="hint">${msg('Deletes its identity, these settings, whom it knows and what it keeps of files.')}</p>
          <button type="button" @click=${() => this.forgetDialog.show()}>${msg('Forget this browser')}</button>
        </section>
        <ll-question-dialog .question=${forgetting()}></ll-question-dialog>
      `,
    );
  }

  private renderTheme(): TemplateResult {
    return radioGroup({
      name: 'theme',
      legend: msg('Theme'),
      choices: [
        { value: 'system', words: msg('System', { desc: 'Theme: as the system has it' }), icon: Monitor },
        { value: 'light', words: msg('Light', { desc: 'Theme' }), icon: Sun },
        { value: 'dark', words: msg('Dark', { desc: 'Theme' }), icon: Moon },
      ],
      chosen: this.stores.settings.get().theme,
      choose: (theme) => this.change({ theme }),
      isSegmented: true,
    });
  }

  private change(changes: Partial<Settings>): void {
    emitAction(this, { type: 'change-settings', changes });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-settings-dialog': LlSettingsDialog;
  }
}
