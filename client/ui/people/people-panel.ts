import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './mesh-picture.ts';
import './person-row.ts';

/** Everybody in the room, and how they are linked: beside the conversation on a desk, a pane of its own on a phone. */
@customElement('ll-people-panel')
export class LlPeoplePanel extends StoresElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        height: 100%;
      }

      section {
        display: flex;
        flex-direction: column;
        height: 100%;
        border-inline-end: 1px solid var(--ll-line);
        background: var(--ll-surface);
      }

      .title {
        display: flex;
        align-items: baseline;
        gap: var(--ll-space-2);
        padding: var(--ll-space-4) var(--ll-space-5) var(--ll-space-2);
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }

      h2 {
        font-size: inherit;
        font-weight: 600;
      }

      ul {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding-inline: var(--ll-space-3);
      }

      /* Of a hundred people only those in sight are laid out; the rest have the height of a closed row. */
      li {
        content-visibility: auto;
        contain-intrinsic-size: auto 3.25rem;
      }

      .alone {
        padding: var(--ll-space-3) var(--ll-space-5);
        color: var(--ll-muted);
        font-size: var(--ll-small);
      }

      ll-mesh-picture {
        flex: none;
        padding: var(--ll-space-3) var(--ll-space-4);
        border-block-start: 1px solid var(--ll-line);
      }

      /* Where there is little height, everything scrolls together. */
      @media (max-height: 40rem), (max-width: 47.5rem) {
        section {
          overflow-y: auto;
        }

        ul {
          flex: none;
          overflow-y: visible;
        }
      }

      @media (max-width: 47.5rem) {
        section {
          border-inline-end: 0;
          padding-block: var(--ll-space-2);
        }

        .title {
          display: none;
        }

        ll-mesh-picture {
          order: -1;
          border-block-start: 0;
          border-block-end: 1px solid var(--ll-line);
          margin-block-end: var(--ll-space-2);
        }
      }
    `,
  ];

  protected override readonly watches = ['people'] as const;

  override render(): TemplateResult {
    const people = this.stores.people.get();
    return html`
      <section aria-labelledby="heading">
        <div class="title">
          <h2 id="heading">${msg('People')}</h2>
          <span>${people.length}</span>
        </div>
        <ul role="list" aria-label=${msg('People')}>
          ${repeat(
            people,
            ({ peerId }) => peerId,
            (person) => html`<li><ll-person-row .person=${person}></ll-person-row></li>`,
          )}
        </ul>
        ${
          people.length > 1
            ? html`<ll-mesh-picture .stores=${this.stores}></ll-mesh-picture>`
            : html`<p class="alone">${msg('Nobody else is here yet. Copy the link and send it to somebody, or let them scan the QR code.')}</p>`
        }
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-people-panel': LlPeoplePanel;
  }
}
