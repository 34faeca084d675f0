/** Whether more may be queued on a channel: closes at the high-water mark, opens again at the low one. */
export class SendGate {
  readonly #marks: { readonly high: number; readonly low: number };
  #open = true;
  #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];

  /** Marks in bytes; low must be below high, or the gate would flutter. */
  constructor(marks: { readonly high: number; readonly low: number }) {
    if (marks.low >= marks.high) throw new RangeError('the low-water mark must be below the high one');
    this.#marks = marks;
  }

  /** Says how much is buffered now, in bytes, and answers whether the gate is open. */
  update(bufferedBytes: number): boolean {
    if (bufferedBytes >= this.#marks.high) this.#open = false;
    if (bufferedBytes <= this.#marks.low) this.#open = true;
    if (this.#open) for (const { resolve } of this.#waiting.splice(0)) resolve();
    return this.#open;
  }

  /** Resolves when the gate is open. */
  drained(): Promise<void> {
    if (this.#open) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Nothing will drain any more: whoever waits is told so with `error`. */
  abandon(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
