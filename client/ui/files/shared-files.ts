import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { emitAction } from '../action-event.ts';
import { baseStyles, buttonStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';

/** Files that another app has shared with Lanline, and wait for somebody to be offered to. */
@customElement('ll-shared-files')
export class LlSharedFiles extends StoresElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ll-space-2);
        padding: var(--ll-space-3) var(--ll-space-4);
        border: 1px solid var(--ll-line);
        border-radius: var(--ll-radius-3);
      }

      p {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override readonly watches = ['sharedFiles'] as const;

  override render(): TemplateResult | typeof nothing {
    const files = this.stores.sharedFiles.get();
    const [first] = files;
    if (first === undefined) return nothing;
    const sentence =
      files.length === 1
        ? msg(str`“${first.name}” will be offered when somebody is with you in a room.`)
        : msg(str`${files.length} files will be offered when somebody is with you in a room.`);
    return html`
      <section>
        <p role="status">${sentence}</p>
        <button class="quiet" type="button" @click=${() => emitAction(this, { type: 'discard-shared-files' })}>
          ${msg('Do not offer')}
        </button>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-shared-files': LlSharedFiles;
  }
}
