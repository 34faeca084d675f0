import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Settings } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './question-dialog.ts';
import type { LlQuestionDialog, Question } from './question-dialog.ts';
import { radioGroup, radioGroupStyles } from './radio-group.ts';

const themes = [
  { value: 'system', words: 'System' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
] as const;

const savePlaces = [
  { value: 'best', words: 'Best for this browser' },
  { value: 'ask', words: 'Ask where each time' },
  { value: 'browser', words: 'Gather in this browser, then download' },
  { value: 'memory', words: 'Do not store, keep the page open' },
] as const;

const severalFiles = [
  { value: 'zip', words: 'One zip' },
  { value: 'one-by-one', words: 'One by one' },
] as const;

const forgetting: Question = {
  heading: 'Forget this browser?',
  explanation:
    'Its identity, settings, the people whom it knows and unfinished transfers are deleted. Files that were saved stay. Nobody will recognise this browser.',
  action: { type: 'forget-browser' },
  yes: 'Forget everything',
  no: 'Keep',
};

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
      'Settings',
      html`
        <ll-name-field .name=${settings.name}></ll-name-field>
        ${radioGroup({
          name: 'theme',
          legend: 'Theme',
          choices: themes,
          chosen: settings.theme,
          choose: (theme) => this.change({ theme }),
        })}
        ${this.renderSaving(settings)}
        <label class="choice">
          <input
            type="checkbox"
            .checked=${settings.acceptFromRecognised}
            @change=${(event: Event) => this.change({ acceptFromRecognised: isChecked(event) })}
          />
          ${msg('Accept files from recognised people without asking')}
        </label>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${settings.senderInFileNames}
            @change=${(event: Event) => this.change({ senderInFileNames: isChecked(event) })}
          />
          Put the sender's name before saved file names
        </label>
        <div class="actions">
          <button type="button" @click=${() => this.forgetDialog.show()}>Forget this browser</button>
        </div>
        <ll-question-dialog .question=${forgetting}></ll-question-dialog>
      `,
    );
  }

  private renderSaving({ saveTo, severalFiles: several }: Settings): TemplateResult {
    return html`
      ${radioGroup({
        name: 'save-to',
        legend: 'Save received files',
        choices: savePlaces,
        chosen: saveTo,
        choose: (place) => this.change({ saveTo: place }),
      })}
      ${radioGroup({
        name: 'several-files',
        legend: 'Several files arrive as',
        choices: severalFiles,
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
