import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { assertNever } from '../../../shared/assert-never.ts';
import type { ServerConnection } from '../../state/views.ts';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';

function wordsFor(server: ServerConnection): string {
  switch (server) {
    case 'connecting':
      return msg('Connecting to the server…');
    case 'connected':
      return msg('Server connected');
    case 'disconnected':
      return msg('Server lost, trying again');
    default:
      return assertNever(server);
  }
}

/** The way to the server, in words; a filled, a ringed or a crossed dot repeats them. */
@customElement('ll-server-status')
export class LlServerStatus extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: flex;
        align-items: center;
        gap: 0.4em;
        color: var(--ll-muted);
        font-size: 0.75rem;
        line-height: 1.2;
      }

      p::before {
        flex: none;
        width: 0.55em;
        height: 0.55em;
        border: 1.5px solid currentColor;
        border-radius: 50%;
        content: '';
      }

      .connected::before {
        border-color: var(--ll-good);
        background: var(--ll-good);
      }

      .disconnected {
        color: var(--ll-bad);
      }
    `,
  ];

  protected override readonly watches = ['server'] as const;

  override render(): TemplateResult {
    const server = this.stores.server.get();
    return html`<p role="status" class=${server}>${wordsFor(server)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-server-status': LlServerStatus;
  }
}
