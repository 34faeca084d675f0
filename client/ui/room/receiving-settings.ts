import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Settings } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { baseStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { radioGroup, radioGroupStyles } from './radio-group.ts';
import { settingsSectionStyles } from './settings-section.ts';
import { switchRow, switchRowStyles } from './switch-row.ts';

/** What becomes of files that others send. */
@customElement('ll-receiving-settings')
export class LlReceivingSettings extends StoresElement {
  static override styles = [baseStyles, fieldStyles, radioGroupStyles, settingsSectionStyles, switchRowStyles];

  protected override readonly watches = ['settings'] as const;

  override render(): TemplateResult {
    const settings = this.stores.settings.get();
    return html`
      <section aria-labelledby="heading">
        <h3 id="heading">${msg('Files that you receive')}</h3>
        ${this.renderPlace(settings)} ${this.renderSeveral(settings)}
        <div class="rows">
          ${switchRow({
            id: 'accept-from-recognised',
            words: msg('Accept automatically from recognised people'),
            hint: msg('Files from people whom this browser has met are received without asking.'),
            isOn: settings.acceptFromRecognised,
            turn: (acceptFromRecognised) => this.change({ acceptFromRecognised }),
          })}
          ${switchRow({
            id: 'sender-in-file-names',
            words: msg("Put the sender's name before saved file names"),
            isOn: settings.senderInFileNames,
            turn: (senderInFileNames) => this.change({ senderInFileNames }),
          })}
        </div>
      </section>
    `;
  }

  private renderPlace({ saveTo }: Settings): TemplateResult {
    return radioGroup({
      name: 'save-to',
      legend: msg('Save received files'),
      choices: [
        { value: 'best', words: msg('Best for this browser') },
        { value: 'ask', words: msg('Ask where each time') },
        { value: 'browser', words: msg('Gather in this browser, then download') },
        { value: 'memory', words: msg('Do not store, keep the page open') },
      ],
      chosen: saveTo,
      choose: (place) => this.change({ saveTo: place }),
    });
  }

  private renderSeveral({ severalFiles }: Settings): TemplateResult {
    return radioGroup({
      name: 'several-files',
      legend: msg('Several files arrive as'),
      choices: [
        { value: 'zip', words: msg('One zip') },
        { value: 'one-by-one', words: msg('One by one') },
      ],
      chosen: severalFiles,
      choose: (way) => this.change({ severalFiles: way }),
      isSegmented: true,
    });
  }

  private change(changes: Partial<Settings>): void {
    emitAction(this, { type: 'change-settings', changes });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-receiving-settings': LlReceivingSettings;
  }
}
