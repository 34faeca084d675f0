import type { PeerId, TransferId } from '../../../shared/ids.ts';
import { LAST_WORD_DOUBT_MS } from '../../../shared/limits.ts';
import type { CloseReason } from '../../net/link.ts';

/**
 * How transfers ended, as far as their senders may not know it: a word is in doubt when there was no link to say it
 * over, or when that link was lost soon afterwards.
 */
export class LastWords {
  readonly #now: () => number;
  readonly #said = new Map<TransferId, { readonly to: PeerId; readonly at: number }>();
  readonly #inDoubt = new Set<TransferId>();

  /** `now` gives ms on a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  said(transfer: TransferId, to: PeerId): void {
    this.#inDoubt.delete(transfer);
    this.#said.set(transfer, { to, at: this.#now() });
  }

  unsaid(transfer: TransferId): void {
    this.#inDoubt.add(transfer);
  }

  unlinked(peerId: PeerId, { type }: CloseReason): void {
    const now = this.#now();
    for (const [transfer, { to, at }] of this.#said) {
      if (to !== peerId) continue;
      this.#said.delete(transfer);
      // Who says goodbye has heard what was said before.
      if (type !== 'left' && now - at < LAST_WORD_DOUBT_MS) this.#inDoubt.add(transfer);
    }
  }

  isInDoubt(transfer: TransferId): boolean {
    return this.#inDoubt.has(transfer);
  }
}
