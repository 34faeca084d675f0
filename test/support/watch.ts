/** Lets a test wait for what it recorded: conditions are looked at again whenever something happens. Nothing polls. */
export class Watch {
  #waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];

  /** Something was recorded. */
  notify(): void {
    const met = this.#waiting.filter(({ condition }) => condition());
    this.#waiting = this.#waiting.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
  }

  /** Resolves once the condition holds. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ condition, resolve }));
  }
}

/** Turns of the event loop that any chain of promises, blob reads and hashes in these tests is done after. */
const TURNS = 50;

/** Lets everything that is under way come to rest, for tests that say that nothing more happens. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
