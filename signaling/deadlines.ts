/** What is due when: one entry a key, in ms on a clock that the caller reads. */
export class Deadlines<Key> {
  readonly #dueAt = new Map<Key, number>();

  /** Replaces an earlier deadline of the same key. */
  set(key: Key, dueAt: number): void {
    this.#dueAt.set(key, dueAt);
  }

  delete(key: Key): void {
    this.#dueAt.delete(key);
  }

  /** The earliest deadline, if there is any. */
  next(): number | undefined {
    return this.#dueAt.size === 0 ? undefined : [...this.#dueAt.values()].reduce((one, other) => Math.min(one, other));
  }

  /** Takes out what is due at that time, the earliest first. */
  takeDue(now: number): readonly Key[] {
    const due = [...this.#dueAt].filter(([, dueAt]) => dueAt <= now).sort(([, one], [, other]) => one - other);
    for (const [key] of due) this.#dueAt.delete(key);
    return due.map(([key]) => key);
  }
}
