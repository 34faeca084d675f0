import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Settings } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { languageSelect } from './language-select.ts';
import './question-dialog.ts';
import type { LlQuestionDialog, Question } from './question-dialog.ts';
import { radioGroup, radioGroupStyles } from './radio-group.ts';

const themes = () =>
  [
    { value: 'system', words: msg('System', { desc: 'Theme: as the system has it' }) },
    { value: 'light', words: msg('Light', { desc: 'Theme' }) },
    { value: 'dark', words: msg('Dark', { desc: 'Theme' }) },
  ] as const;

const savePlaces = () =>
  [
    { value: 'best', words: msg('Best for this browser') },
    { value: 'ask', words: msg('Ask where each time') },
    { value: 'browser', words: msg('Gather in this browser, then download') },
    { value: 'memory', words: msg('Do not store, keep the page open') },
  ] as const;

const severalFiles = () =>
  [
    { value: 'zip', words: msg('One zip') },
    { value: 'one-by-one', words: msg('One by one') },
  ] as const;

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
  static override styles = [baseStyles, buttonStyles, fieldStyles, modalDialogStyles, radioGroupStyles];

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
        <ll-name-field .name=${settings.name}></ll-name-field>
        ${radioGroup({
          name: 'theme',
          legend: msg('Theme'),
          choices: themes(),
          chosen: settings.theme,
          choose: (theme) => this.change({ theme }),
        })}
        ${languageSelect(settings.language, (language) => this.change({ language }))} ${this.renderSaving(settings)}
        <label class="choice">
          <input
            type="checkbox"
            .checked=${settings.senderInFileNames}
            @change=${(event: Event) => this.change({ senderInFileNames: isChecked(event) })}
          />
          ${msg("Put the sender's name before saved file names")}
        </label>
        <div class="actions">
          <button type="button" @click=${() => this.forgetDialog.show()}>${msg('Forget this browser')}</button>
        </div>
        <ll-question-dialog .question=${forgetting()}></ll-question-dialog>
      `,
    );
  }

  private renderSaving({ saveTo, severalFiles: several }: Settings): TemplateResult {
    return html`
      ${radioGroup({
        name: 'save-to',
        legend: msg('Save received files'),
        choices: savePlaces(),
        chosen: saveTo,
        choose: (place) => this.change({ saveTo: place }),
      })}
      ${radioGroup({
        name: 'several-files',
        legend: msg('Several files arrive as'),
        choices: severalFiles(),
        chosen: several,
        choose: (way) => this.change({ severalFiles: way }),
      })}
    `;
  }

  private change(changes: Partial<Settings>): void {
    emitAction(this, { type: 'change-settings', changes });
  }
}

const isChecked = (event: Event) => (event.target as HTMLInputElement).checked;

declare global {
  interface HTMLElementTagNameMap {
    'll-settings-dialog': LlSettingsDialog;
  }
}
