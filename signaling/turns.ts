/** Does one thing after the other, in the order in which they came. What comes is bounded by who calls. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** The task begins when all before it are done; it must not fail. */
  take(task: () => Promise<void> | void): void {
    this.#last = this.#last.then(task);
  }
}
