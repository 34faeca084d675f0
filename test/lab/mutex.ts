/** Lets one task run at a time, in the order in which they come. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(task);
    // Whoever is next does not care how this one ended.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
