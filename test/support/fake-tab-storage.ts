import type { TabStorage } from '../../client/state/tab-identity.ts';

/** What a tab keeps over reloads; a duplicated tab begins with a copy. */
export class FakeTabStorage implements TabStorage {
  readonly #items: Map<string, string>;

  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items);
  }

  get size(): number {
    return this.#items.size;
  }

  copy(): FakeTabStorage {
    return new FakeTabStorage(this.#items);
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}
