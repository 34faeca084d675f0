/** When somebody entered, counted in their room: who came later has a larger turn. */
export type Turn = number;

/**
 * What a room tells one of its members. While they enter it waits, so that the answer comes first; and of who came it
 * tells only what the answer has not: messages of other processes may be on their way for longer than it.
 */
export class News {
  #held: { readonly turn: Turn | undefined; readonly send: () => void }[] | undefined;
  #known: Turn = 0;

  /** They begin to enter. */
  hold(): void {
    this.#held = [];
  }

  /** Their answer tells of everybody who came up to this turn. */
  knows(turn: Turn): void {
    this.#known = turn;
  }

  /** They have their answer. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { turn, send } of held) this.take(turn, send);
  }

  /** Sends it now, later or never; `turn` is that of somebody who came, and undefined for all else. */
  take(turn: Turn | undefined, send: () => void): void {
    if (this.#held !== undefined) this.#held.push({ turn, send });
    else if (turn === undefined || turn > this.#known) send();
  }
}

const MARK = /^come at turn (\d+)$/;

/** Stands among those who are not to be told: whoever knows of this turn. */
export const knowingOf = (turn: Turn): string => `come at turn ${turn}`;

/** The turn among those who are not to be told, if there is one. */
export function turnAmong(groups: Iterable<string>): Turn | undefined {
  for (const group of groups) {
    const [, turn] = MARK.exec(group) ?? [];
    if (turn !== undefined) return Number(turn);
  }
  return undefined;
}
