import type { PeerId } from '../../shared/ids.ts';
import { TYPING_BELIEVED_MS, TYPING_EVERY_MS } from '../../shared/limits.ts';

/** Whether a draft becomes a message. What is written to the page itself, as commands are, is nobody's affair. */
const isForOthers = (draft: string) => draft.trim() !== '' && !draft.startsWith('/');

/** What to tell the others of this person's typing, and when. Pure: the owner sends, and notices pauses. */
export class OwnTyping {
  readonly #now: () => number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isBelieved = false;

  /** `now` is any clock that does not go back, in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The draft has changed. Answers what is to be told now, undefined for nothing. */
  draftChanged(draft: string): boolean | undefined {
    if (!isForOthers(draft)) return this.stopped();
    const now = this.#now();
    if (now - this.#toldAt < TYPING_EVERY_MS) return undefined;
    this.#toldAt = now;
    this.#isBelieved = true;
    return true;
  }

  /** The draft was sent, or nothing was typed for a while. Answers as above. */
  stopped(): false | undefined {
    if (!this.#isBelieved) return undefined;
    this.#isBelieved = false;
    return false;
  }
}

/** Who else is typing, as far as they have said so lately. */
export class OthersTyping {
  readonly #now: () => number;
  readonly #saidAt = new Map<PeerId, number>();

  /** `now` is any clock that does not go back, in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  heard(peerId: PeerId, active: boolean): void {
    if (active) this.#saidAt.set(peerId, this.#now());
    else this.forget(peerId);
  }

  /** Their message has come, or they are gone. */
  forget(peerId: PeerId): void {
    this.#saidAt.delete(peerId);
  }

  /** In the order in which they began. Who has not said it again for a while is left out. */
  get current(): readonly PeerId[] {
    const now = this.#now();
    for (const [peerId, at] of this.#saidAt) if (now - at >= TYPING_BELIEVED_MS) this.forget(peerId);
    return [...this.#saidAt.keys()];
  }

  /** When {@link current} changes by itself next, in ms from now; undefined while nobody types. */
  get changesInMs(): number | undefined {
    const earliest = Math.min(...this.#saidAt.values());
    return Number.isFinite(earliest) ? Math.max(0, earliest + TYPING_BELIEVED_MS - this.#now()) : undefined;
  }
}
