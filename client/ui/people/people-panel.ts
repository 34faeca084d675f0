import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from '../shared-styles.ts';
import { StoresElement } from '../stores-element.ts';
import './mesh-picture.ts';
import './person-row.ts';

/** Everybody in the room: a side panel on a desk, a strip to swipe on a phone. */
@customElement('ll-people-panel')
export class LlPeoplePanel extends StoresElement {
  static override styles = [
    baseStyles,
    css`
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
        padding: 0 var(--ll-space-3);
      }

      ll-mesh-picture {
        flex: none;
        padding: var(--ll-space-3) var(--ll-space-4);
        border-top: 1px solid var(--ll-line);
      }

      @media (max-width: 47.5rem) {
        section {
          border-inline-end: 0;
          border-bottom: 1px solid var(--ll-line);
        }

        .title,
        ll-mesh-picture {
          display: none;
        }

        ul {
          display: flex;
          align-items: flex-start;
          gap: var(--ll-space-1);
          max-height: 40dvh;
          overflow-x: auto;
          padding: var(--ll-space-1) var(--ll-space-2);
          scrollbar-width: none;
        }

        li {
          flex: none;
          max-width: 18rem;
        }
      }

      @media (max-height: 40rem) {
        ll-mesh-picture {
          display: none;
        }
      }
    `,
  ];

  protected override readonly watches = ['people'] as const;

  override render(): TemplateResult {
    const people = this.stores.people.get();
    return html`
      <section>
        <div class="title">
          <h2>${msg('People')}</h2>
          <span>${people.length}</span>
        </div>
        <ul role="list" aria-label=${msg('People')}>
          ${repeat(
            people,
            ({ peerId }) => peerId,
            (person) => html`<li><ll-person-row .person=${person}></ll-person-row></li>`,
          )}
        </ul>
        ${people.length > 1 ? html`<ll-mesh-picture .people=${people}></ll-mesh-picture>` : nothing}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-people-panel': LlPeoplePanel;
  }
}
