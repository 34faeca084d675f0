import {
  CHAT_RATE,
  CONTROL_BURST,
  CONTROL_MESSAGE_COST_MIN,
  CONTROL_PER_SECOND,
  OFFER_RATE,
  RENAME_RATE,
  THUMBNAIL_RATE,
  TYPING_RATE,
} from '../../shared/limits.ts';
import { type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import { type Rate, TokenBucket } from '../../shared/token-bucket.ts';

/** Of messages that cost more than their length. */
const rates: { readonly [Type in ControlMessage['type']]?: Rate } = {
  chat: CHAT_RATE,
  'file-offer': OFFER_RATE,
  'file-thumbnail': THUMBNAIL_RATE,
  renamed: RENAME_RATE,
  typing: TYPING_RATE,
};

/** How much one peer may say: a page that is flooded must go on for everybody else. */
export class InboundRates {
  readonly #now: () => number;
  readonly #length: TokenBucket;
  readonly #byType = new Map<string, TokenBucket>();

  /** `now` is any clock that does not go back, in ms. */
  constructor(now: () => number) {
    this.#now = now;
    this.#length = new TokenBucket({ burst: CONTROL_BURST, perSecond: CONTROL_PER_SECOND }, now);
  }

  /** Counts a text before it is parsed. Throws {@link ProtocolError} when there is too much. */
  countText(text: string): void {
    if (!this.#length.take(Math.max(text.length, CONTROL_MESSAGE_COST_MIN))) throw tooMuch('messages');
  }

  /** Counts what it says. Throws {@link ProtocolError} when there is too much of it. */
  countMessage({ type }: ControlMessage): void {
    const rate = rates[type];
    if (rate === undefined) return;
    const bucket = this.#byType.get(type) ?? new TokenBucket(rate, this.#now);
    this.#byType.set(type, bucket);
    if (!bucket.take()) throw tooMuch(`"${type}"`);
  }
}

const tooMuch = (what: string) => new ProtocolError(`it sends too much of ${what} at once`);
