import { css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Settings, Theme } from '../../state/views.ts';
import { emitAction } from '../action-event.ts';
import { modalDialog, modalDialogStyles } from '../modal-dialog.ts';
import '../name-field.ts';
import { baseStyles, buttonStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';

const themes: readonly { readonly theme: Theme; readonly words: string }[] = [
  { theme: 'system', words: 'System' },
  { theme: 'light', words: 'Light' },
  { theme: 'dark', words: 'Dark' },
];

/** What this browser remembers. Each change holds at once. */
@customElement('ll-settings-dialog')
export class LlSettingsDialog extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    modalDialogStyles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
        font-weight: 600;
      }

      .themes {
        display: flex;
        flex-wrap: wrap;
        column-gap: var(--ll-space-5);
      }
    `,
  ];

  protected override readonly watches = ['settings'] as const;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const settings = this.stores.settings.get();
    return modalDialog(
      'Settings',
      html`
        <ll-name-field .name=${settings.name}></ll-name-field>
        <fieldset>
          <legend>Theme</legend>
          <div class="themes">${themes.map(({ theme, words }) => this.renderTheme(theme, words))}</div>
        </fieldset>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${settings.senderInFileNames}
            @change=${(event: Event) => this.change({ senderInFileNames: isChecked(event) })}
          />
          Put the sender's name before saved file names
        </label>
      `,
    );
  }

  private renderTheme(theme: Theme, words: string): TemplateResult {
    return html`
      <label class="choice">
        <input
          type="radio"
          name="theme"
          .checked=${this.stores.settings.get().theme === theme}
          @change=${() => this.change({ theme })}
        />
        ${words}
      </label>
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
