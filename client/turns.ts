/** How long work may keep the page from everything else, in ms: under a frame, so that nobody feels it. */
const TURN_MS = 12;

/**
 * Cuts long work into turns, between which the page does everything else:
 * `for (…) { …; if (turns.isOver) await turns.next(); }`.
 */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #endsAt = performance.now() + TURN_MS;

  /** Throws the signal's reason when it is aborted already. */
  constructor(signal?: AbortSignal) {
    signal?.throwIfAborted();
    this.#signal = signal;
  }

  get isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  /** Resolves in the event loop's next turn. Rejects with the signal's reason when it was aborted meanwhile. */
  async next(): Promise<void> {
    await nextTask();
    this.#signal?.throwIfAborted();
    this.#endsAt = performance.now() + TURN_MS;
  }
}

/** A message instead of a timer: hidden tabs clamp timers to a second. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
