import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { assertNever } from '../../../shared/assert-never.ts';
import { emitAction } from '../action-event.ts';
import { baseStyles, fieldStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import { settingsSectionStyles } from './settings-section.ts';
import { switchRow, switchRowStyles } from './switch-row.ts';

/** How the page is heard of while it is hidden. */
@customElement('ll-attention-settings')
export class LlAttentionSettings extends StoresElement {
  static override styles = [baseStyles, fieldStyles, settingsSectionStyles, switchRowStyles];

  protected override readonly watches = ['settings', 'notificationAccess', 'secureUrl'] as const;

  override render(): TemplateResult {
    const settings = this.stores.settings.get();
    const access = this.stores.notificationAccess.get();
    return html`
      <section aria-labelledby="heading">
        <h3 id="heading">${msg('While you look elsewhere')}</h3>
        <div class="rows">
          ${switchRow({
            id: 'sound',
            words: msg('Sound'),
            hint: msg('A short, quiet sound for new messages and offers.'),
            isOn: settings.sound,
            turn: (sound) => emitAction(this, { type: 'change-settings', changes: { sound } }),
          })}
          ${switchRow({
            id: 'notifications',
            words: msg('Notifications'),
            hint: this.explain(),
            isOn: settings.notifications && access === 'granted',
            isDisabled: access !== 'granted' && access !== 'askable',
            turn: (on) => this.turnNotifications(on),
          })}
        </div>
      </section>
    `;
  }

  /** What they do, or why there are none and what helps. */
  private explain(): TemplateResult | string {
    const access = this.stores.notificationAccess.get();
    switch (access) {
      case 'granted':
      case 'askable':
        return msg('They show who it is, and the first words.');
      case 'insecure':
        return html`${msg('Notifications need https.')} ${secureLink(this.stores.secureUrl.get())}`;
      case 'blocked':
        return msg('They are blocked for this page. Allow them in the settings of your browser, then reload the page.');
      case 'unsupported':
        return msg('This browser does not let pages show any.');
      default:
        return assertNever(access);
    }
  }

  /** The browser asks in a click alone, so nothing may be awaited before. */
  private turnNotifications(on: boolean): void {
    if (on) emitAction(this, { type: 'allow-notifications' });
    else emitAction(this, { type: 'change-settings', changes: { notifications: false } });
    // The browser may answer without a change: what is shown follows what holds.
    this.requestUpdate();
  }
}

const secureLink = (url: string | undefined) =>
  url === undefined
    ? msg('Whoever runs this server can turn that on.')
    : html`<a href=${url}>${msg('Open this page over https')}</a>`;

declare global {
  interface HTMLElementTagNameMap {
    'll-attention-settings': LlAttentionSettings;
  }
}
