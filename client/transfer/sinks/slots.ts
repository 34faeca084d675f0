/** Lets so many operations run at once; the others wait their turn. */
export class Slots {
  #free: number;
  #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves with a slot, which must be released. Rejects when the slots are closed meanwhile. */
  take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.resolve();
  }

  async run(operation: () => Promise<unknown>): Promise<void> {
    await this.take();
    try {
      await operation();
    } finally {
      this.release();
    }
  }

  /** Ends the waiting. */
  close(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
  }
}
