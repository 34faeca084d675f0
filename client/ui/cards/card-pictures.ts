import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Image } from 'lucide';
import type { Picture } from '../../state/views.ts';
import '../icon.ts';
import { PageElement } from '../page-element.ts';
import { baseStyles } from '../shared-styles.ts';
import { cardPicturesStyles } from './card-pictures-styles.ts';
import { ObjectUrls } from './object-urls.ts';
import './picture-dialog.ts';

/**
 * The pictures in a transfer, in places that are there from the start, so that nothing moves when one comes. Those that
 * are here as a whole open in a large view.
 */
@customElement('ll-card-pictures')
export class LlCardPictures extends PageElement {
  static override styles = [baseStyles, cardPicturesStyles];

  @property({ attribute: false }) pictures: readonly Picture[] = [];
  @property({ attribute: false }) names: readonly string[] = [];

  @state() private opened: Picture | undefined;
  /** Those that the browser could not draw. */
  @state() private broken: ReadonlySet<Blob> = new Set();

  private readonly urls = new ObjectUrls(this);

  override render(): TemplateResult {
    const { pictures, opened } = this;
    return html`
      <div class="tiles ${pictures.length === 1 ? 'single' : ''}">${pictures.map((each) => this.renderTile(each))}</div>
      ${
        opened?.whole === undefined
          ? nothing
          : html`<ll-picture-dialog .picture=${opened.whole} .name=${this.nameOf(opened)} @closed=${this.close}></ll-picture-dialog>`
      }
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    this.urls.keep(this.pictures.flatMap((picture) => this.shownOf(picture) ?? []));
  }

  private renderTile(picture: Picture): TemplateResult {
    const name = this.nameOf(picture);
    const image = this.renderImage(picture, name);
    if (picture.whole === undefined || this.broken.has(picture.whole)) return html`<div class="tile">${image}</div>`;
    const show = () => {
      this.opened = picture;
    };
    return html`<button class="tile" type="button" aria-label=${msg(str`Show ${name}`)} @click=${show}>${image}</button>`;
  }

  private renderImage(picture: Picture, name: string): TemplateResult {
    const shown = this.shownOf(picture);
    if (shown === undefined) return html`<ll-icon .icon=${Image}></ll-icon>`;
    const drop = () => {
      this.broken = new Set([...this.broken, shown]);
    };
    return html`<img src=${this.urls.of(shown)} alt=${name} decoding="async" @error=${drop} />`;
  }

  /** The small one, while it can be drawn: many large ones would weigh on a phone. */
  private shownOf({ thumbnail, whole }: Picture): Blob | undefined {
    return [thumbnail, whole].find((blob) => blob !== undefined && !this.broken.has(blob));
  }

  private nameOf({ index }: Picture): string {
    return this.names[index] ?? '';
  }

  private close(): void {
    this.opened = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'll-card-pictures': LlCardPictures;
  }
}
