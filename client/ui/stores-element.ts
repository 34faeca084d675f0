import { MultiStoreController } from '@nanostores/lit/lib/MultiStoreController.js';
import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Stores } from '../state/stores.ts';
import { PageElement } from './page-element.ts';

/** An element that shows stores. It gets all of them before it renders, and renders again when a watched one changes. */
export abstract class StoresElement extends PageElement {
  @property({ attribute: false }) stores!: Stores;

  protected abstract readonly watches: readonly (keyof Stores)[];

  private watcher: MultiStoreController<readonly Stores[keyof Stores][]> | undefined;

  /** Not when it is connected: an element whose class is loaded later has its properties from its first update on. */
  protected override update(changed: PropertyValues): void {
    this.watcher ??= new MultiStoreController(
      this,
      this.watches.map((name) => this.stores[name]),
    );
    super.update(changed);
  }
}
