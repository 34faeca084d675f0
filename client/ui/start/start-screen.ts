import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { sharedFilesNote } from '../files/shared-files-note.ts';
import iconUrl from '../icon.svg';
import '../room/server-status.ts';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './start-form.ts';
import './start-picture.ts';
import './unfinished-transfers.ts';

/** The first thing that a person sees: what this is, and the ways into a room. */
@customElement('ll-start-screen')
export class LlStartScreen extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: max(var(--ll-space-5), env(safe-area-inset-top)) max(var(--ll-space-4), env(safe-area-inset-right))
          max(var(--ll-space-5), env(safe-area-inset-bottom)) max(var(--ll-space-4), env(safe-area-inset-left));
      }

      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 25rem);
        gap: clamp(1.5rem, 7vw, 6rem);
        align-items: center;
        width: min(64rem, 100%);
      }

      .about {
        display: grid;
        gap: var(--ll-space-4);
      }

      .ways {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ll-space-4);
      }

      .wordmark {
        display: flex;
        align-items: center;
        gap: var(--ll-space-3);
        font-size: 1.25rem;
        font-weight: 700;
        letter-spacing: -0.01em;
        margin-block-end: var(--ll-space-3);
      }

      h1 {
        max-width: 14ch;
        font-size: clamp(1.75rem, 4.4vw, 2.75rem);
        font-weight: 700;
        line-height: 1.1;
        letter-spacing: -0.025em;
        text-wrap: balance;
        word-break: auto-phrase;
      }

      .how {
        max-width: 46ch;
        color: var(--ll-muted);
        font-size: 1rem;
      }

      ll-server-status {
        justify-self: center;
      }

      .hint {
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }

      ll-start-picture {
        max-width: 26rem;
        margin-block-start: var(--ll-space-4);
      }

      @media (max-width: 47.5rem) {
        main {
          grid-template-columns: minmax(0, 26rem);
          justify-content: center;
        }

        .about {
          gap: var(--ll-space-2);
        }

        h1 {
          max-width: none;
          font-size: 1.5rem;
        }

        ll-start-picture {
          display: none;
        }
      }
    `,
  ];

  protected override readonly watches = ['secureUrl', 'sharedFiles'] as const;

  @query('h1') private readonly heading!: HTMLElement;

  override focus(): void {
    this.heading.focus();
  }

  override render(): TemplateResult {
    return html`
      <main>
        <section class="about">
          <p class="wordmark"><img src=${iconUrl} alt="" width="40" height="40" />Lanline</p>
          <h1 tabindex="-1">${msg('Talk and send files, straight across.')}</h1>
          <p class="how">
            ${msg(
              'Files and messages go from browser to browser on your network. The server introduces you, then steps aside.',
            )}
          </p>
          <ll-start-picture></ll-start-picture>
        </section>
        <div class="ways">
          <ll-start-form .stores=${this.stores}></ll-start-form>
          <ll-server-status .stores=${this.stores}></ll-server-status>
          ${secureHint(this.stores.secureUrl.get())}
          ${sharedFilesNote(this.stores)}
          <ll-unfinished-transfers .stores=${this.stores}></ll-unfinished-transfers>
        </div>
      </main>
    `;
  }
}

const secureHint = (url: string | undefined) =>
  url === undefined
    ? nothing
    : html`<p class="hint">
        ${msg(
          html`<a href=${url}>Open this page over https</a> to save received files straight to your disk; your browser may warn of the certificate first.`,
        )}
      </p>`;

declare global {
  interface HTMLElementTagNameMap {
    'll-start-screen': LlStartScreen;
  }
}
