import type { PageVisibility } from '../../client/ui/attention/attention.ts';

/** A page that is seen until a test hides it. */
export class FakeVisibility implements PageVisibility {
  #hidden = false;
  readonly #listeners = new Set<() => void>();

  set(hidden: boolean): void {
    this.#hidden = hidden;
    for (const listener of this.#listeners) listener();
  }

  isHidden(): boolean {
    return this.#hidden;
  }

  listen(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }
}
