import { type ChatMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { Turns } from '../turns.ts';

export interface SignatureCheckOptions {
  /** Whether a message is here already, exactly as it came. */
  readonly isHeld: (message: ChatMessage) => boolean;
  /** Whether the signature is right. Takes about 1 ms. */
  readonly isGenuine: (message: ChatMessage) => boolean;
}

/**
 * Verifies signatures; those of histories in turns, between which the page does everything else. One portion of history
 * is done after the other, whoever sent them, so that what several people hand on is verified once. What is held has
 * been verified before.
 */
export class SignatureChecks {
  readonly #options: SignatureCheckOptions;
  readonly #turns = new Turns();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: SignatureCheckOptions) {
    this.#options = options;
  }

  /** Throws {@link ProtocolError} for a signature that is wrong. */
  check(message: ChatMessage): void {
    const { isHeld, isGenuine } = this.#options;
    if (!isHeld(message) && !isGenuine(message)) throw new ProtocolError('a chat message has a wrong signature');
  }

  /**
   * Resolves when all are verified. Rejects with {@link ProtocolError} when one is wrong, and with the signal's reason
   * when that is aborted first.
   */
  checkAll(messages: readonly ChatMessage[], signal: AbortSignal): Promise<void> {
    const checked = this.#queue.then(() => this.#checkInTurns(messages, signal));
    this.#queue = Promise.allSettled([checked]);
    return checked;
  }

  /** Begins in a turn of its own, and leaves one to whoever waits for it, to show what has come. */
  async #checkInTurns(messages: readonly ChatMessage[], signal: AbortSignal): Promise<void> {
    await this.#turns.next();
    for (const message of messages) {
      if (this.#turns.isOver) await this.#turns.next();
      signal.throwIfAborted();
      this.check(message);
    }
    await this.#turns.next();
    signal.throwIfAborted();
  }
}
