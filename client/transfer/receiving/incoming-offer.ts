import { type ControlMessage, type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import { parseManifest } from '../files/manifest.ts';
import { toSavable } from '../files/savable-names.ts';
import type { Selection } from '../files/selection.ts';
import type { Hasher } from '../pieces/hasher.ts';
import type { Puller } from '../pieces/puller.ts';
import { storageError, TransferError } from '../problems.ts';
import { PickerDismissed, type Place, type SinkRecord } from '../sinks/sink.ts';
import { hasEnded, type IncomingState, type OfferedFiles } from '../transfer-state.ts';
import { fetchManifest } from './fetch-manifest.ts';

export interface Acceptance {
  readonly record: SinkRecord;
  readonly selection: Selection;
}

export interface IncomingOfferOptions {
  readonly offer: FileOffer;
  readonly puller: Puller;
  readonly hasher: Hasher;
  readonly place: Place;
  readonly changed: (state: IncomingState) => void;
  readonly accepted: (acceptance: Acceptance) => Promise<void>;
}

/** One offer that waits for an answer. It lasts as long as the link that it came over, or until it is accepted. */
export class IncomingOffer {
  readonly offer: FileOffer;
  readonly #options: IncomingOfferOptions;
  readonly #ended = new AbortController();
  #state: IncomingState;
  #answering = false;

  constructor(options: IncomingOfferOptions) {
    this.offer = options.offer;
    this.#options = options;
    this.#state = this.#offered({ status: 'unlisted' });
  }

  get state(): IncomingState {
    return this.#state;
  }

  /** Fetches the list of the files, for somebody who does not want all of them. */
  async listFiles(): Promise<void> {
    const { puller, hasher } = this.#options;
    if (this.#state.status !== 'offered' || this.#state.files.status !== 'unlisted') return;
    this.#set(this.#offered({ status: 'listing' }));
    try {
      const encoded = await fetchManifest(puller, hasher, this.offer, this.#ended.signal);
      const { files } = await toSavable(await parseManifest(encoded, this.offer));
      if (this.#state.status === 'offered') this.#set(this.#offered({ status: 'listed', files }));
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      if (!(error instanceof ProtocolError)) throw error;
      puller.link.close({ type: 'broke-protocol', detail: error.message });
    }
  }

  /** Must run in a click: it may ask where to save. */
  async accept(selection: Selection): Promise<void> {
    if (this.#state.status !== 'offered' || this.#answering) return;
    this.#answering = true;
    try {
      const record = await this.#options.place.pick();
      if (hasEnded(this.#state)) return;
      this.#set({ status: 'preparing' });
      await this.#options.accepted({ record, selection });
      this.#ended.abort();
    } catch (error) {
      if (!(error instanceof PickerDismissed)) this.#fail(error);
    } finally {
      this.#answering = false;
    }
  }

  decline(): void {
    if (this.#state.status !== 'offered') return;
    this.#say({ type: 'offer-declined', transfer: this.offer.transfer });
    this.end({ status: 'declined' });
  }

  /** The person thinks better of it, after accepting it. */
  cancel(): void {
    if (this.#state.status !== 'preparing') return;
    this.#say({ type: 'transfer-cancelled', transfer: this.offer.transfer });
    this.end({ status: 'cancelled', by: 'you' });
  }

  /** Ends it without a word: the other side knows, or is gone. */
  end(state: IncomingState): void {
    if (hasEnded(this.#state)) return;
    this.#ended.abort();
    this.#set(state);
  }

  #fail(error: unknown): void {
    const { message } = error instanceof TransferError ? error : storageError(error);
    this.#say({ type: 'offer-declined', transfer: this.offer.transfer });
    this.end({ status: 'failed', problem: message });
  }

  #say(message: ControlMessage): void {
    this.#options.puller.link.send(message);
  }

  #offered(files: OfferedFiles): IncomingState {
    return { status: 'offered', destination: this.#options.place.destination, files };
  }

  #set(state: IncomingState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}
