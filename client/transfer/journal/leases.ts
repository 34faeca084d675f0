import type { TransferId } from '../../../shared/ids.ts';

/** Which of this browser's tabs has a transfer, so that no two write to the same place. */
export interface Leases {
  /** Takes a transfer for this tab; answers false when another tab has it. */
  claim(transfer: TransferId): Promise<boolean>;
  release(transfer: TransferId): void;
}

/** How long other tabs have to answer, in ms: they do at once, unless they are very busy or were killed. */
const ANSWER_WITHIN_MS = 300;

type LeaseMessage = { readonly tab: string } & (
  | { readonly type: 'opened' | 'here' | 'closed' }
  | { readonly type: 'claimed'; readonly transfer: TransferId }
  | { readonly type: 'answered'; readonly transfer: TransferId; readonly to: string; readonly held: boolean }
);

/** The part of `BroadcastChannel` that is needed. */
export type LeaseChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

interface Claim {
  /** Tabs that have not answered yet. */
  readonly unheard: Set<string>;
  readonly settle: (isOurs: boolean) => void;
}

/**
 * Leases by asking the other tabs: there is nothing to expire or to be left behind by a tab that was killed, and it
 * works on plain http, where `navigator.locks` does not exist. A tab knows of the others, so alone it asks nobody.
 */
export class BroadcastLeases implements Leases {
  readonly #channel: LeaseChannel;
  readonly #tab: string;
  readonly #others = new Set<string>();
  readonly #othersKnown: Promise<void>;
  readonly #held = new Set<TransferId>();
  readonly #claims = new Map<TransferId, Claim>();

  /** `tab` is random: of two tabs that claim at the same time, the smaller one gets it. */
  constructor(channel: LeaseChannel, tab: string) {
    this.#channel = channel;
    this.#tab = tab;
    channel.onmessage = ({ data }: MessageEvent<LeaseMessage>) => this.#hear(data);
    this.#post({ type: 'opened', tab });
    this.#othersKnown = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
  }

  async claim(transfer: TransferId): Promise<boolean> {
    if (this.#held.has(transfer)) return true;
    await this.#othersKnown;
    const isOurs = this.#others.size === 0 || (await this.#ask(transfer));
    if (isOurs) this.#held.add(transfer);
    return isOurs;
  }

  release(transfer: TransferId): void {
    this.#held.delete(transfer);
  }

  /** The page goes away. */
  close(): void {
    this.#held.clear();
    this.#post({ type: 'closed', tab: this.#tab });
  }

  async #ask(transfer: TransferId): Promise<boolean> {
    const isOurs = await new Promise<boolean>((resolve) => {
      this.#claims.set(transfer, { unheard: new Set(this.#others), settle: resolve });
      this.#post({ type: 'claimed', tab: this.#tab, transfer });
      setTimeout(() => this.#giveUpOnUnheard(transfer), ANSWER_WITHIN_MS);
    });
    this.#claims.delete(transfer);
    return isOurs;
  }

  /** Who does not answer was killed. */
  #giveUpOnUnheard(transfer: TransferId): void {
    const claim = this.#claims.get(transfer);
    for (const tab of claim?.unheard ?? []) this.#others.delete(tab);
    claim?.settle(true);
  }

  #hear(message: LeaseMessage): void {
    const { tab } = message;
    if (message.type === 'closed') this.#others.delete(tab);
    else this.#others.add(tab);
    if (message.type === 'opened') this.#post({ type: 'here', tab: this.#tab });
    else if (message.type === 'claimed') this.#answer(tab, message.transfer);
    else if (message.type === 'answered' && message.to === this.#tab) this.#count(tab, message.transfer, message.held);
  }

  #answer(to: string, transfer: TransferId): void {
    const held = this.#held.has(transfer) || (this.#claims.has(transfer) && this.#tab < to);
    this.#post({ type: 'answered', tab: this.#tab, transfer, to, held });
  }

  #count(tab: string, transfer: TransferId, held: boolean): void {
    const claim = this.#claims.get(transfer);
    claim?.unheard.delete(tab);
    if (held) claim?.settle(false);
    else if (claim?.unheard.size === 0) claim.settle(true);
  }

  #post(message: LeaseMessage): void {
    this.#channel.postMessage(message);
  }
}
