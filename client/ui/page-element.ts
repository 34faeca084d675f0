import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

/** Every element that shows words is one: it renders again when the page's language changes. */
export abstract class PageElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }
}
