import type { WritableAtom } from 'nanostores';
import type { PeerId } from '../../shared/ids.ts';
import { TYPING_EVERY_MS } from '../../shared/limits.ts';
import { OthersTyping, OwnTyping } from '../chat/typing.ts';

export interface TypingOptions {
  readonly store: WritableAtom<readonly PeerId[]>;
  /** Tells everybody linked. */
  readonly tell: (active: boolean) => void;
  /** Any clock that does not go back, in ms. */
  readonly now: () => number;
}

type Timer = ReturnType<typeof setTimeout>;

/** Who is typing in one room: tells the others, and shows what they tell. */
export class Typing {
  readonly #options: TypingOptions;
  readonly #own: OwnTyping;
  readonly #others: OthersTyping;
  #pause: Timer | undefined;
  #change: Timer | undefined;

  constructor(options: TypingOptions) {
    this.#options = options;
    this.#own = new OwnTyping(options.now);
    this.#others = new OthersTyping(options.now);
    this.#show();
  }

  draftChanged(draft: string): void {
    this.#tell(this.#own.draftChanged(draft));
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.stopped(), TYPING_EVERY_MS);
  }

  /** The draft was sent, or is left alone. */
  stopped(): void {
    clearTimeout(this.#pause);
    this.#tell(this.#own.stopped());
  }

  heard(from: PeerId, active: boolean): void {
    this.#others.heard(from, active);
    this.#show();
  }

  /** Their message has come, or their link is lost. */
  forget(peerId: PeerId): void {
    this.#others.forget(peerId);
    this.#show();
  }

  end(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#change);
    this.#options.store.set([]);
  }

  #tell(active: boolean | undefined): void {
    if (active !== undefined) this.#options.tell(active);
  }

  #show(): void {
    const { store } = this.#options;
    const current = this.#others.current;
    if (current.length > 0 || store.get().length > 0) store.set(current);
    clearTimeout(this.#change);
    const afterMs = this.#others.changesInMs;
    if (afterMs !== undefined) this.#change = setTimeout(() => this.#show(), afterMs);
  }
}
