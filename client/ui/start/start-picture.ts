import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from '../shared-styles.ts';

/** What the sentence beside it says, drawn: the server introduces two browsers, the bytes go straight across. */
@customElement('ll-start-picture')
export class LlStartPicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        display: block;
        width: 100%;
        height: auto;
      }

      .frame {
        fill: var(--ll-surface);
        stroke: var(--ll-text);
        stroke-width: 2;
      }

      .content {
        fill: none;
        stroke: var(--ll-line);
        stroke-width: 5;
        stroke-linecap: round;
      }

      .introduction {
        fill: none;
        stroke: var(--ll-line-strong);
        stroke-width: 1.5;
        stroke-dasharray: 2 6;
        stroke-linecap: round;
      }

      .server {
        fill: var(--ll-page);
        stroke: var(--ll-line-strong);
        stroke-width: 1.5;
      }

      .line {
        stroke: var(--ll-accent);
        stroke-width: 4;
      }

      .end {
        fill: var(--ll-accent);
      }

      .parcel {
        fill: var(--ll-parcel);
        animation: cross 3.2s cubic-bezier(0.6, 0, 0.3, 1) infinite;
      }

      @keyframes cross {
        from {
          transform: translateX(-58px);
        }
        to {
          transform: translateX(58px);
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <svg viewBox="0 0 420 196" aria-hidden="true">
        <path class="introduction" d="M70 84V52a20 20 0 0 1 20-20h92M350 84V52a20 20 0 0 0-20-20h-92" />
        <rect class="server" x="182" y="19" width="56" height="26" rx="7" />
        <circle cx="195" cy="32" r="2.5" class="end" />
        <path class="content" d="M208 32h16" />
        <rect class="frame" x="2" y="84" width="136" height="110" rx="14" />
        <path class="content" d="M24 112h64M24 132h44M24 152h74M24 172h30" />
        <rect class="frame" x="282" y="84" width="136" height="110" rx="14" />
        <path class="content" d="M332 112h64M352 132h44M322 152h74M366 172h30" />
        <path class="line" d="M138 139h144" />
        <circle class="end" cx="138" cy="139" r="7" />
        <circle class="end" cx="282" cy="139" r="7" />
        <rect class="parcel" x="202" y="131" width="16" height="16" rx="4" />
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-start-picture': LlStartPicture;
  }
}
