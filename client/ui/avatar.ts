import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PeerId } from '../../shared/ids.ts';
import { hueOf, initialsOf } from './person-look.ts';

/** A person's disc: a colour of their own and their initials. The name stands beside it, so it is decoration. */
@customElement('ll-avatar')
export class LlAvatar extends LitElement {
  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      width: 2.25rem;
      height: 2.25rem;
      /* It is seen where the system takes the colours. */
      border: 1px solid transparent;
      border-radius: 50%;
      overflow: hidden;
      background: oklch(0.5 0.1 var(--ll-avatar-hue));
      color: white;
      font-size: 0.8125rem;
      font-weight: 650;
      letter-spacing: 0.02em;
      user-select: none;
    }
  `;

  @property({ attribute: false }) peerId!: PeerId;
  @property({ attribute: false }) name: string | undefined;

  override willUpdate(): void {
    this.style.setProperty('--ll-avatar-hue', String(hueOf(this.peerId)));
  }

  override render(): TemplateResult {
    return html`<span aria-hidden="true">${initialsOf(this.name)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-avatar': LlAvatar;
  }
}
