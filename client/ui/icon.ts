import { css, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { createElement, type IconNode } from 'lucide';

/** A small drawing beside words. It says nothing that the words do not, so assistive technology skips it. */
@customElement('ll-icon')
export class LlIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }

    :host([directed]:dir(rtl)) {
      transform: scaleX(-1);
    }

    svg {
      display: block;
      width: 1.25em;
      height: 1.25em;
    }
  `;

  @property({ attribute: false }) icon: IconNode = [];
  /** Whether it points to where the text goes: then it is mirrored on a page from right to left. */
  @property({ type: Boolean, reflect: true }) directed = false;

  override render(): SVGElement {
    return createElement(this.icon, { 'aria-hidden': 'true', 'stroke-width': 1.9 });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-icon': LlIcon;
  }
}
