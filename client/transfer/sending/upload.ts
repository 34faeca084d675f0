import type { PeerId } from '../../../shared/ids.ts';
import { type ControlMessage, type PauseReason, ProtocolError } from '../../../shared/peer-protocol.ts';
import { Holds } from '../holds.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import { ProgressMeter } from '../progress-meter.ts';
import { type Hold, hasEnded, type RecipientState } from '../transfer-state.ts';

export type TransferBegun = Extract<ControlMessage, { type: 'transfer-begun' }>;

export interface UploadOptions {
  /** The recipient's id when the files were offered. */
  readonly recipient: PeerId;
  readonly totalBytes: number;
  readonly holds: readonly Hold[];
  readonly now: () => number;
  readonly changed: (state: RecipientState) => void;
}

/** What the recipient's reasons are called from here. */
const holdOf: Readonly<Record<PauseReason, Hold>> = {
  'by-person': 'paused-by-other',
  'no-space': 'no-space',
  'storage-failed': 'storage-failed',
};

const recipientHolds = Object.values(holdOf);

/** One offer on its way to one recipient: how far it is, and what holds it. */
export class Upload {
  readonly recipient: PeerId;
  readonly #now: () => number;
  readonly #changed: (state: RecipientState) => void;
  readonly #holds: Holds;
  #state: RecipientState = { status: 'waiting' };
  #peer: LinkedPeer | undefined;
  #meter: ProgressMeter | undefined;
  #totalBytes: number;
  #sentBytes = 0;

  constructor({ recipient, totalBytes, holds, now, changed }: UploadOptions) {
    this.recipient = recipient;
    this.#totalBytes = totalBytes;
    this.#now = now;
    this.#changed = changed;
    this.#holds = new Holds([...holds, 'no-link']);
  }

  get state(): RecipientState {
    return this.#state;
  }

  /** Who it goes to now; undefined while they are gone. */
  get peer(): LinkedPeer | undefined {
    return this.#peer;
  }

  /** Whether the recipient has ever begun to fetch. */
  get hasBegun(): boolean {
    return this.#meter !== undefined;
  }

  linked(peer: LinkedPeer): void {
    this.#peer = peer;
    for (const hold of recipientHolds) this.#holds.set(hold, false);
    this.hold('no-link', false);
  }

  hold(hold: Hold, holding: boolean): void {
    if (hold === 'no-link' && holding) this.#peer = undefined;
    this.#holds.set(hold, holding);
    this.#show();
  }

  pausedByRecipient(reason: PauseReason): void {
    this.hold(holdOf[reason], true);
  }

  continuedByRecipient(): void {
    for (const hold of recipientHolds) this.#holds.set(hold, false);
    this.#show();
  }

  begun({ wantedBytes, savedBytes }: TransferBegun): void {
    if (savedBytes > wantedBytes) throw new ProtocolError('it has more than there is');
    this.#totalBytes = wantedBytes;
    this.#sentBytes = savedBytes;
    this.#meter = new ProgressMeter({ totalBytes: wantedBytes, startBytes: savedBytes, now: this.#now });
    this.#show();
  }

  /** A piece was handed to the link. */
  sent(bytes: number): void {
    this.#sentBytes += bytes;
    this.#show();
  }

  end(state: RecipientState): void {
    if (!hasEnded(this.#state)) this.#set(state);
  }

  #show(): void {
    if (hasEnded(this.#state)) return;
    const hold = this.#holds.first;
    if (hold !== undefined)
      this.#set({ status: 'held', hold, sentBytes: this.#sentBytes, totalBytes: this.#totalBytes });
    else if (this.#meter === undefined) this.#set({ status: 'waiting' });
    else this.#tellProgress(this.#meter);
  }

  #tellProgress(meter: ProgressMeter): void {
    const progress = meter.update(this.#sentBytes, this.#state.status === 'held');
    if (progress !== undefined) this.#set({ status: 'sending', progress });
  }

  #set(state: RecipientState): void {
    this.#state = state;
    this.#changed(state);
  }
}
