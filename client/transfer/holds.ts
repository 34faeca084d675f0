import { type Hold, holds } from './transfer-state.ts';

/** Everything that keeps one transfer from running: it runs when nothing does. */
export class Holds {
  readonly #reasons = new Set<Hold>();

  constructor(reasons: readonly Hold[] = []) {
    for (const reason of reasons) this.#reasons.add(reason);
  }

  /** The reason to show; undefined when it may run. */
  get first(): Hold | undefined {
    return holds.find((hold) => this.#reasons.has(hold));
  }

  has(hold: Hold): boolean {
    return this.#reasons.has(hold);
  }

  set(hold: Hold, holding: boolean): void {
    if (holding) this.#reasons.add(hold);
    else this.#reasons.delete(hold);
  }
}
