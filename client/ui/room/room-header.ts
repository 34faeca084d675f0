import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { type IconNode, LogOut, QrCode, Settings } from 'lucide';
import { emitAction } from '../action-event.ts';
import '../icon.ts';
import { someTransferRuns } from '../running-transfers.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './copy-link-button.ts';
import type { LlQrDialog } from './qr-dialog.ts';
import type { LlQuestionDialog, Question } from './question-dialog.ts';
import { roomCodeStyles, roomCodeText } from './room-code-text.ts';
import './server-status.ts';
import type { LlSettingsDialog } from './settings-dialog.ts';

const leaving = (): Question => ({
  heading: msg('Leave while files are on their way?'),
  explanation: msg('Transfers that are running stop when you leave.'),
  action: { type: 'leave-room' },
  yes: msg('Leave anyway'),
  no: msg('Stay'),
});

/** The room's code, the ways to share it, settings and the way out. */
@customElement('ll-room-header')
export class LlRoomHeader extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    roomCodeStyles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        min-height: 3.75rem;
        padding-block: var(--ll-space-2);
        padding-inline: var(--ll-space-5) var(--ll-space-3);
        border-block-end: 1px solid var(--ll-line);
        background: var(--ll-surface);
      }

      .place {
        flex: 1;
        min-width: 0;
      }

      h1 {
        font-size: 1.375rem;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }

      .buttons {
        display: flex;
        flex: none;
      }

      @media (max-width: 47.5rem) {
        header {
          padding-block: var(--ll-space-2);
          padding-inline: var(--ll-space-4) var(--ll-space-1);
        }

        h1 {
          font-size: 1rem;
        }

        .buttons > button {
          width: var(--ll-touch);
          padding: 0;
        }

        .buttons > button > span {
          display: none;
        }
      }

      @media (max-width: 22.5rem) {
        header {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          row-gap: 0;
        }

        .place {
          display: contents;
        }

        h1 {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  protected override readonly watches = ['screen'] as const;

  @query('ll-qr-dialog') private readonly qrDialog!: LlQrDialog;
  @query('ll-settings-dialog') private readonly settingsDialog!: LlSettingsDialog;
  @query('ll-question-dialog') private readonly leaveDialog!: LlQuestionDialog;

  override render(): TemplateResult | typeof nothing {
    const screen = this.stores.screen.get();
    if (screen.status !== 'room') return nothing;
    return html`
      <header>
        <div class="place">
          <h1>${roomCodeText(screen.code)}</h1>
          <ll-server-status .stores=${this.stores}></ll-server-status>
        </div>
        <div class="buttons">
          <ll-copy-link-button .url=${screen.url}></ll-copy-link-button>
          ${headerButton(msg('Show QR code'), QrCode, () => openDialog(import('./qr-dialog.ts'), this.qrDialog))}
          ${headerButton(msg('Settings'), Settings, () => openDialog(import('./settings-dialog.ts'), this.settingsDialog))}
          ${headerButton(msg('Leave room'), LogOut, () => this.leave(), true)}
        </div>
      </header>
      <ll-qr-dialog .code=${screen.code} .url=${screen.url}></ll-qr-dialog>
      <ll-settings-dialog .stores=${this.stores}></ll-settings-dialog>
      <ll-question-dialog .question=${leaving()}></ll-question-dialog>
    `;
  }

  private leave(): void {
    if (someTransferRuns(this.stores.transfers.get()))
      void openDialog(import('./question-dialog.ts'), this.leaveDialog);
    else emitAction(this, { type: 'leave-room' });
  }
}

/** A dialog is loaded when it is opened first: until then its element is an empty one. */
async function openDialog(
  loaded: Promise<unknown>,
  dialog: LlQrDialog | LlSettingsDialog | LlQuestionDialog,
): Promise<void> {
  await loaded;
  await dialog.updateComplete;
  dialog.show();
}

/** On a phone only the icon is seen; the name stays. */
const headerButton = (name: string, icon: IconNode, onClick: () => void, pointsForward = false) => html`
  <button class="quiet" type="button" title=${name} aria-label=${name} @click=${onClick}>
    <ll-icon .icon=${icon} ?directed=${pointsForward}></ll-icon><span>${name}</span>
  </button>
`;

declare global {
  interface HTMLElementTagNameMap {
    'll-room-header': LlRoomHeader;
  }
}
