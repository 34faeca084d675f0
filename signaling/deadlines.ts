/** What is due when: one entry a key, in ms on a clock that the caller reads. */
export class Deadlines<Key> {
  readonly #dueAt = new Map<Key, number>();
  /** Looked for only when it is asked for and not known: a whole network may be lost at once. */
  #earliest: number | undefined;

  /** Replaces an earlier deadline of the same key. */
  set(key: Key, dueAt: number): void {
    this.delete(key);
    if (this.#dueAt.size === 0 || (this.#earliest !== undefined && dueAt < this.#earliest)) this.#earliest = dueAt;
    this.#dueAt.set(key, dueAt);
  }

  delete(key: Key): void {
    if (this.#dueAt.get(key) === this.#earliest) this.#earliest = undefined;
    this.#dueAt.delete(key);
  }

  /** The earliest deadline, if there is any. */
  next(): number | undefined {
    if (this.#dueAt.size === 0) return undefined;
    this.#earliest ??= [...this.#dueAt.values()].reduce((one, other) => Math.min(one, other));
    return this.#earliest;
  }

  /** Takes out what is due at that time, the earliest first. */
  takeDue(now: number): readonly Key[] {
    const due = [...this.#dueAt].filter(([, dueAt]) => dueAt <= now).sort(([, one], [, other]) => one - other);
    for (const [key] of due) this.delete(key);
    return due.map(([key]) => key);
  }
}
