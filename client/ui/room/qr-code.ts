import { msg } from '@lit/localize';
import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';

/** Light modules around the code that scanners need (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code, dark on white in both themes: many scanners do not read the inverse. */
@customElement('ll-qr-code')
export class LlQrCode extends PageElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        display: block;
        width: 100%;
        height: auto;
        border-radius: var(--ll-radius-2);
        background: white;
        color: black;
      }
    `,
  ];

  @property() text = '';

  override render(): TemplateResult {
    const code = generate(this.text);
    const side = code.size + 2 * QUIET_ZONE;
    return html`
      <svg viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}" role="img" aria-label=${msg("QR code with the room's link")}>
        <path d=${toSvgPath(code)} fill="currentColor" shape-rendering="crispEdges" />
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-qr-code': LlQrCode;
  }
}
